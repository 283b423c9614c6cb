package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.cli.file.TextFile;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors, shells and other systems put around a secret, or make of it. */
class SecretTextTest {

    private static final String VARIABLE = "MEMBERPORT_CLIENT_SECRET";
    private static final String FILE_VARIABLE = "MEMBERPORT_CLIENT_SECRET_FILE";

    @TempDir
    Path directory;

    static Stream<String> surrounded() {
        return Stream.of("sesame", "sesame\n", "sesame\r\n", "sesame\n\n\r\n", "\uFEFFsesame", "\uFEFFsesame\r\n");
    }

    @ParameterizedTest
    @MethodSource("surrounded")
    void takesAwayWhatIsAddedWhereverASecretStands(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);
        StubSinkProvider acme = new StubSinkProvider(
                "acme", SinkOption.value("user", "name", "", "Who."), SinkOption.secret("password", "Of the user."));
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");

        assertEquals("sesame", secret(Map.of(VARIABLE, text)));
        assertEquals("sesame", secret(Map.of(FILE_VARIABLE, file.toString())));
        assertEquals("sesame", secret(Map.of(FILE_VARIABLE, file + "\n")));
        Settings variable = Settings.load(Map.of(), Map.of("MEMBERPORT_COMMUNITY", text), directory, null);
        assertEquals("sesame", variable.require(Setting.COMMUNITY));
        Settings flag = Settings.load(Map.of(Setting.COMMUNITY, text), Map.of(), directory, null);
        assertEquals("sesame", flag.require(Setting.COMMUNITY));
        CommandLineRun run = new CommandLineRun(directory)
                .withSinks(acme)
                .with("MEMBERPORT_ACME_USER", text)
                .with("MEMBERPORT_ACME_PASSWORD_FILE", file.toString());
        assertEquals(0, run.run("load", "export.json", "--to", "acme:x"), run.err());
        assertEquals("sesame", acme.given("user"));
        assertEquals("sesame", acme.given("password"));
    }

    private Future<Path> pipeWith(String secret) throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this machine has no named pipes");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
        FutureTask<Path> writing = new FutureTask<>(() -> Files.writeString(pipe, secret));
        new Thread(writing).start();
        return writing;
    }

    @Test
    void readsAPipeOnceForAllTargets() throws Exception {
        Future<Path> writing = pipeWith("sesame");
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        StubSinkProvider acme = new StubSinkProvider("acme", SinkOption.secret("password", "Of the user."));
        CommandLineRun run =
                new CommandLineRun(directory).withSinks(acme).with("MEMBERPORT_ACME_PASSWORD_FILE", "pipe");

        assertEquals(0, run.run("load", "export.json", "--to", "acme:x", "--to", "acme:y"), run.err());

        writing.get();
        assertEquals("sesame", acme.given("password"));
    }

    @Test
    void sharesWhatIsInAPipeWithAllJobs() throws Exception {
        Future<Path> writing = pipeWith("sesame");
        Files.writeString(
                directory.resolve("memberport.yaml"),
                "client-secret-file: pipe\njobs: {a: {to: csv:a.csv}, b: {to: csv:b.csv}}");
        Settings settings = Settings.load(Map.of(), Map.of(), directory, null);

        for (String job : settings.jobs()) {
            assertEquals("sesame", settings.forJob(job).requireSecret(Setting.CLIENT_SECRET));
        }

        writing.get();
    }

    @Test
    void isNotInTheTextOfTheProcess() {
        CommandLineRun run = new CommandLineRun(directory).with(VARIABLE, "sesame");

        assertFalse(run.process(new Interruption()).toString().contains("sesame"));
    }

    @Test
    void keepsBlanksOfASecret() {
        assertEquals(" sesame ", secret(Map.of(VARIABLE, " sesame \n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses\name", "ses\rame\n", "ses\u0000ame", "sesame\t\u001B"})
    void refusesControlCharactersWithoutTheSecret(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);

        for (String message :
                new String[] {problem(Map.of(VARIABLE, text)), problem(Map.of(FILE_VARIABLE, file.toString()))}) {
            assertTrue(message.contains(VARIABLE), message);
            assertTrue(message.contains("has a line end or another control character in it. Remove it"), message);
            assertFalse(message.contains("ame\n") || message.contains("ses\n"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " \r\n"})
    void refusesAFileWithoutASecret(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);

        String message = problem(Map.of(FILE_VARIABLE, file.toString()));

        assertTrue(message.contains(file + " that MEMBERPORT_CLIENT_SECRET_FILE names has no value."), message);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, is UTF-16. Save it as UTF-8.", "UTF-16LE, is UTF-16.", "ISO-8859-1, is not UTF-8. Save it"})
    void refusesAFileInAnotherEncoding(String charset, String expected) throws IOException {
        Path file = Files.write(directory.resolve("secret"), "Schlüssel\r\n".getBytes(Charset.forName(charset)));

        String message = problem(Map.of(FILE_VARIABLE, file.toString()));

        assertTrue(message.contains("The file " + file + " that MEMBERPORT_CLIENT_SECRET_FILE names"), message);
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("ssel"), message);
    }

    @Test
    void namesTheFileThatCannotBeRead() throws IOException {
        Path missing = directory.resolve("missing");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path big = Files.write(directory.resolve("big"), new byte[TextFile.LONGEST_BYTES + 1]);

        assertTrue(problem(missing).contains(missing + " that"), problem(missing));
        assertTrue(problem(missing).contains("does not exist. Name a file that is there."), problem(missing));
        assertTrue(problem(folder).contains("is a directory. Name a file."), problem(folder));
        assertTrue(problem(big).contains("is longer than 1 MiB. Name another file."), problem(big));
    }

    @Test
    void saysThatAFileMayNotBeRead() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "sesame");
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "permissions are POSIX's");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "the administrator may read everything");

        assertTrue(problem(file).contains("may not be read by this user. Change its permissions."), problem(file));
    }

    /** A user may have given the secret in place of its file. */
    @ParameterizedTest
    @ValueSource(strings = {"sesame", "sesame/of/mine", "/sesame/of/mine"})
    void showsNoPathThatMayBeTheSecret(String value) {
        String message = problem(Map.of(FILE_VARIABLE, value));

        assertTrue(message.contains("The file that MEMBERPORT_CLIENT_SECRET_FILE names does not exist"), message);
        assertFalse(message.contains("sesame"), message);
    }

    @Test
    void warnsOfSecretsThatOthersCanRead() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "sesame");
        Path yaml = Files.writeString(directory.resolve("memberport.yaml"), "api-key: sesame\n");
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "permissions are POSIX's");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        Files.setPosixFilePermissions(yaml, PosixFilePermissions.fromString("rw-r--r--"));
        CommandLineRun run = new CommandLineRun(directory).with(FILE_VARIABLE, file.toString());

        run.run("doctor", "--output", "json");

        assertTrue(run.out().contains("Holds a secret, and other users of this"), run.out());
        assertEquals(3, run.out().split("chmod go-r", -1).length, run.out());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(yaml, PosixFilePermissions.fromString("rw-------"));
        CommandLineRun mended = new CommandLineRun(directory).with(FILE_VARIABLE, file.toString());
        mended.run("doctor", "--output", "json");
        assertFalse(mended.out().contains("Holds a secret"), mended.out());
    }

    private String secret(Map<String, String> environment) {
        return Settings.load(Map.of(), environment, directory, null).requireSecret(Setting.CLIENT_SECRET);
    }

    private String problem(Path file) {
        return problem(Map.of(FILE_VARIABLE, file.toString()));
    }

    private String problem(Map<String, String> environment) {
        MemberportException refused = assertThrows(MemberportException.class, () -> secret(environment));
        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        return String.valueOf(refused.getMessage());
    }
}
