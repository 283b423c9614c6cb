package io.memberport.benchmarks;

import io.memberport.simulator.AlidaSimulator;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command {@code memberport}, each time in a process of its own and with a small heap.
 *
 * @param classPath the executable jar, or all that is in it
 */
record Launcher(String classPath) {

    static final String HEAP = "-Xmx64m";

    /** What {@code --launcher} says, or else what the build has made. */
    static Launcher of(Arguments arguments) {
        if (arguments.has("launcher")) {
            return new Launcher(arguments.text("launcher"));
        }
        Path jar = Path.of("cli-launcher", "target", "memberport.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("build first, and run from the project's root: there is no " + jar);
        }
        return new Launcher(jar.toString());
    }

    /** The same with a jar more: with a driver that does not come with it. */
    Launcher and(Path jar) {
        return new Launcher(classPath + File.pathSeparator + jar);
    }

    Program program(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), HEAP, "-cp", classPath, "io.memberport.cli.Main"));
        command.addAll(List.of(arguments));
        return Program.here(command, environment);
    }

    /** An export that is ready in a simulator. */
    Program export(AlidaSimulator simulator, URI url, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "export",
                "--api-url",
                url.toString(),
                "--community",
                simulator.community(),
                "--batch-id",
                simulator.batchId(),
                "--quiet"));
        all.addAll(List.of(arguments));
        return program(
                Map.of(
                        "MEMBERPORT_CLIENT_ID", simulator.clientId(),
                        "MEMBERPORT_CLIENT_SECRET", simulator.clientSecret(),
                        "MEMBERPORT_API_KEY", simulator.apiKey()),
                all.toArray(String[]::new));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
