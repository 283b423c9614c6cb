package com.example.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java and the versions in the documentation. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("memberport.root"));
    private static final Pattern JAVA = Pattern.compile("(?<=```java\n).*?(?=```)", Pattern.DOTALL);

    private static final String IMPORTS = """
            import io.memberport.error.*;
            import io.memberport.export.*;
            import io.memberport.export.drift.*;
            import io.memberport.http.*;
            import io.memberport.file.*;
            import io.memberport.metrics.*;
            import io.memberport.model.*;
            import io.memberport.port.*;
            import io.memberport.port.network.*;
            import io.memberport.privacy.*;
            import io.memberport.profile.*;
            import io.memberport.profile.json.*;
            import io.memberport.profile.page.*;
            import io.memberport.profile.tally.*;
            import io.memberport.simulator.*;
            import io.memberport.simulator.generator.*;
            import io.memberport.sink.csv.*;
            import io.memberport.sink.jdbc.*;
            import io.memberport.sink.jdbc.options.*;
            import io.memberport.sink.s3.*;
            import io.memberport.sink.xlsx.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import java.io.OutputStream;
            import java.nio.channels.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.ExecutorService;
            import java.util.concurrent.Future;
            import java.util.concurrent.atomic.AtomicLong;
            import java.util.function.Supplier;
            import java.util.stream.Stream;
            import javax.net.ssl.SSLContext;
            import javax.sql.DataSource;
            import software.amazon.awssdk.services.s3.S3Client;
            """;

    /** What statements in the documentation take for granted. */
    private static final String SURROUNDINGS = IMPORTS + """
            abstract class Surroundings {
                String clientId, clientSecret, apiKey, password, target, batchId;
                AlidaApi api;
                Supplier<ClientCredentials> vault;
                SSLContext sslContext;
                DataSource dataSource;
                S3Client s3;
                ExecutorService executor;
                MeterRegistry registry;
                ExportMemory memory;
                MemberExport export;
                ExportListener listener;
                List<MemberSink> sinks;
                abstract void remember(String batchId);
                abstract void gauge(long members, long transferredBytes, long expectedBytes);
                abstract void report(String target, TargetResult.Outcome outcome, MemberportException failure);
                abstract void later(Optional<String> batchId);
                abstract void alert(FailureKind.Actor actor, String message, Optional<String> errorId);
                void statements() throws Exception {
            %s
                }
            }
            """;

    @TempDir
    Path directory;

    static Stream<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>(javaIn("docs/embedding.md"));
        blocks.addAll(javaIn("docs/csv.md"));
        blocks.addAll(javaIn("docs/databases.md"));
        blocks.addAll(javaIn("docs/object-storage.md"));
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void compiles(String java) throws IOException {
        if (java.startsWith("module ")) {
            compile("module-info.java", java, "--module-path");
        } else if (java.startsWith("public final class ")) {
            String name = java.replaceFirst("(?s)public final class (\\w+).*", "$1");
            compile(name + ".java", IMPORTS + java, "--class-path");
        } else {
            compile("Surroundings.java", SURROUNDINGS.formatted(java), "--class-path");
        }
    }

    @Test
    void showsTheSameExportAsTheReadme() throws IOException {
        List<String> readme = javaIn("README.md");

        assertEquals(1, readme.size());
        assertTrue(javaIn("docs/embedding.md").contains(readme.get(0)), readme.get(0));
    }

    @Test
    void namesThisVersion() throws IOException {
        String bom = "<artifactId>memberport-bom</artifactId>\n      <version>";

        assertTrue(Files.readString(ROOT.resolve("docs/embedding.md"))
                .contains(bom + System.getProperty("memberport.version") + "</version>"));
        assertTrue(Files.readString(ROOT.resolve("README.md"))
                .contains("memberport-" + System.getProperty("memberport.version") + "-dist.tar.gz"));
    }

    /** The combinations that the HTTP adapter is tested with; the application on Spring Boot shows that they are its own. */
    @Test
    void namesTheVersionsThatOthersManage() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String documented = Files.readString(ROOT.resolve("docs/embedding.md"));

        assertTrue(documented.contains(
                "| Spark 3.5 | none, so Memberport's | " + version(pom, "spark-3.5.jackson.version") + " |"));
        for (String boot : List.of("boot-3.4", "boot-3.5", "boot-4.0")) {
            String row = "| Spring Boot " + version(pom, boot + ".version") + " | "
                    + version(pom, boot + ".httpclient5.version") + " | " + version(pom, boot + ".jackson.version");
            assertTrue(documented.contains(row), row);
        }
    }

    private static String version(String pom, String property) {
        return Pattern.compile("(?<=<" + Pattern.quote(property) + ">)[^<]+")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    /** A sample that kept an earlier version would be built against that one, once it is published. */
    @Test
    void hasSamplesOfThisVersion() throws IOException {
        String version = "<memberport.version>" + System.getProperty("memberport.version") + "</memberport.version>";
        List<Path> samples;
        try (Stream<Path> folders = Files.list(ROOT.resolve("samples"))) {
            samples = folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        }

        assertTrue(!samples.isEmpty());
        for (Path sample : samples) {
            assertTrue(Files.readString(sample).contains(version), sample::toString);
        }
    }

    private static List<String> javaIn(String document) throws IOException {
        List<String> found = JAVA.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(MatchResult::group)
                .toList();
        assertTrue(!found.isEmpty(), document);
        return found;
    }

    private void compile(String name, String java, String path) throws IOException {
        Path source = Files.writeString(directory.resolve(name), java);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", directory.toString(), path, System.getProperty("java.class.path"), "-Xlint:-module");
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, messages::toString);
        }
    }
}
