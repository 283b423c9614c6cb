package io.memberport.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.reader.CountMembers;
import io.memberport.model.Member;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Submits an application to Spark as users do, with the one jar that is published. */
class SubmittedIT {

    private static final Path JAR = Path.of(System.getProperty("memberport.jar"));

    @TempDir
    private Path folder;

    /** An installation of Spark: its jars, and nothing of Memberport. */
    private static final Path HOME = Path.of("target", "spark").toAbsolutePath();

    @BeforeAll
    static void installSpark() throws Exception {
        Path jars = Files.createDirectories(HOME.resolve("jars"));
        try (Stream<Path> former = Files.list(jars)) {
            for (Path jar : former.toList()) {
                Files.delete(jar);
            }
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !jar.getFileName().toString().startsWith("memberport-")) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
    }

    @Test
    void isAllThatSparkNeeds() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 100);

        String output = submit("local[2]", file, "8KiB", "run");

        assertTrue(output.contains("FOUND " + expected(file)), output);
        assertTrue(output.contains("ROWS " + Expected.members(file).size()), output);
    }

    @EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
    @Test
    void survivesAnExecutorThatIsKilled() throws Exception {
        Path file = LocalSpark.generate(folder.resolve("export.json"), 1_000);

        String output = submit("local-cluster[2,1,1024]", file, "32KiB", "kill");

        assertTrue(output.contains("KILLED executor"), output);
        assertTrue(output.contains("FOUND " + expected(file)), output);
        assertTrue(output.contains("ROWS " + Expected.members(file).size()), output);
    }

    private static String expected(Path file) throws Exception {
        List<Member> members = Expected.members(file);
        return Expected.longRows(members).size() + " "
                + members.stream().map(Member::id).distinct().count() + " ";
    }

    @Test
    void hasNothingThatAnotherLibraryCouldBeMistakenFor() throws Exception {
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertEquals(
                    List.of(),
                    names.stream()
                            .filter(name -> !name.startsWith("io/memberport/spark/") && !name.startsWith("META-INF/"))
                            .filter(name -> !name.equals("io/") && !name.equals("io/memberport/"))
                            .toList());
            assertTrue(names.contains("META-INF/LICENSE"), names.toString());
        }
        assertFalse(Files.readString(Path.of(".flattened-pom.xml")).contains("<dependenc"));
    }

    private String submit(String master, Path file, String splitBytes, String what) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(List.of(System.getProperty("spark.options").trim().split("\\s+")));
        command.addAll(List.of(
                "-cp",
                HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--jars",
                JAR.toString(),
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.serializer=org.apache.spark.serializer.KryoSerializer",
                "--class",
                CountMembers.class.getName(),
                application().toString(),
                file.toString(),
                splitBytes,
                what));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", HOME.toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        // As its own scripts set it.
                        "SPARK_SCALA_VERSION", "2.13"));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(10, TimeUnit.MINUTES), () -> "does not end: " + read(output));
            assertEquals(0, process.exitValue(), () -> read(output));
            return read(output);
        } finally {
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path application() throws Exception {
        Path jar = folder.resolve("application.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("CountMembers", "CountMembers$KillOneExecutor")) {
                zip.putNextEntry(new ZipEntry("com/example/reader/" + name + ".class"));
                try (InputStream code =
                        Objects.requireNonNull(CountMembers.class.getResourceAsStream(name + ".class"), name)) {
                    code.transferTo(zip);
                }
            }
        }
        return jar;
    }
}
