package io.memberport.cli.file;

import io.memberport.error.MemberportException;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * Puts drivers of databases that are not built in on the class path of {@code java -jar}: all jars in the folder
 * {@code drivers} beside the program's jar. Java then knows no other class path than that jar, so its manifest names this
 * class as the launcher's agent, which Java calls before {@code main}. Elsewhere the command that starts Java has the folder
 * on the class path.
 *
 * <p>A driver runs with all rights of the user, so the folder is passed over if another user can have put something there.
 */
public final class DriverFolder {

    private static final String NAME = "drivers";

    private DriverFolder() {}

    /** Called by Java. */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws IOException {
        Path program = Path.of(System.getProperty("java.class.path"));
        Path folder = program.resolveSibling(NAME);
        if (!Files.isDirectory(folder) || !isTrusted(folder, program)) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                append(jar, instrumentation);
            }
        }
    }

    private static boolean isTrusted(Path folder, Path program) {
        try {
            FoundFile.ofThisUser()
                    .orOfOwner(program)
                    .check(
                            folder,
                            "The folder of drivers " + folder,
                            "java -cp " + program + ":DRIVER.jar io.memberport.cli.Main");
            return true;
        } catch (MemberportException untrusted) {
            System.err.println("memberport: " + untrusted.getMessage());
            return false;
        }
    }

    private static void append(Path jar, Instrumentation instrumentation) {
        try (JarFile file = new JarFile(jar.toFile())) {
            instrumentation.appendToSystemClassLoaderSearch(file);
        } catch (IOException unreadable) {
            // As on every class path, what is no jar has no classes; a target that needs them says what is missing.
        }
    }
}
