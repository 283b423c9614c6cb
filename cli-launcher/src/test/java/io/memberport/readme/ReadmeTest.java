package io.memberport.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java of the README as it stands there, but for the address and the names of the simulator. */
class ReadmeTest {

    private static final long MEMBERS = 40;

    @Test
    void embedsInTheLinesThatTheReadmeShows(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("members.csv");
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(MEMBERS).variables(8).build();
        try (AlidaSimulator simulator =
                AlidaSimulator.builder().export(export).looks(0, 0).start()) {
            compile(directory, adapted(javaOfReadme(), simulator.community(), csv));

            run(directory, simulator);
        }

        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            assertEquals(
                    MEMBERS,
                    rows.stream()
                            .map(row -> row.getField("member_id"))
                            .distinct()
                            .count());
        }
    }

    private static String javaOfReadme() throws Exception {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(block.find(), "the README has a block of Java");
        return block.group(1);
    }

    private static String adapted(String java, String community, Path csv) {
        String adapted = java.replace("AlidaApi.inRegion(\"eu1\")", "AlidaApi.at(apiUrl)")
                .replace("\"my-community\"", "\"" + community + "\"")
                .replace("Path.of(\"members.csv\")", "Path.of(java.net.URI.create(\"" + csv.toUri() + "\"))")
                .replace("System.out.println", "String.valueOf");
        assertTrue(
                adapted.contains("apiUrl") && adapted.contains(csv.toUri().toString()),
                "the README names what is replaced");
        return adapted;
    }

    private static void compile(Path directory, String statements) throws Exception {
        Path source = Files.writeString(directory.resolve("Embedded.java"), """
                import io.memberport.export.*;
                import io.memberport.http.*;
                import io.memberport.sink.csv.*;
                import java.net.URI;
                import java.nio.file.Path;
                import java.util.List;

                public class Embedded {
                    public static void run(URI apiUrl, String clientId, String clientSecret, String apiKey) {
                %s
                    }
                }
                """.formatted(statements.indent(8)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "a JDK runs the tests");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", directory.toString(), "-classpath", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, messages::toString);
        }
    }

    private static void run(Path directory, AlidaSimulator simulator) throws Exception {
        URL[] classes = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, ReadmeTest.class.getClassLoader())) {
            loader.loadClass("Embedded")
                    .getMethod("run", URI.class, String.class, String.class, String.class)
                    .invoke(
                            null,
                            simulator.apiUrl(),
                            simulator.clientId(),
                            simulator.clientSecret(),
                            simulator.apiKey());
        }
    }
}
