package io.memberport.sink.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMemberSinkProviderTest {

    private final MemberSinkProvider provider = new CsvMemberSinkProvider();

    @TempDir
    Path directory;

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(ServiceLoader.load(MemberSinkProvider.class).stream()
                .anyMatch(found -> found.type() == CsvMemberSinkProvider.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.csv", "a/b.CSV", "/x/members.csv.gz", "C:\\x\\members.csv"})
    void recognisesPathsByTheirEnding(String target) {
        assertTrue(provider.recognises(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.txt", "members.gz", "s3://bucket/members.csv", "jdbc:x:members.csv", "csv"})
    void leavesOtherTargetsToOthers(String target) {
        assertFalse(provider.recognises(target));
    }

    @ParameterizedTest
    @CsvSource({
        "csv:members.csv, members.csv",
        "CSV:members.csv, members.csv",
        "members.csv, members.csv",
        "csv:any name.txt, any name.txt",
        "csv:./members.csv, members.csv",
        "csv:here/../members.csv, members.csv",
        "csv:a%20b.csv, a%20b.csv",
        "csv:csv:odd.csv, csv:odd.csv"
    })
    void takesTheRestOfTheTargetAsAPath(String target, String description) {
        try (MemberSink sink = provider.create(target, SinkOptions.defaults(provider))) {
            assertEquals(Path.of(description).toAbsolutePath().toString(), sink.description());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:", "csv: ", "csv:dir/", "csv://host/members.csv", "csv:a\0b"})
    void refusesTargetsThatAreNoFiles(String target) {
        assertMisuse(target, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:-", "csv:/dev/stdout", "csv:/dev/fd/1"})
    void saysThatAStreamIsNoTarget(String target) {
        String message = String.valueOf(assertMisuse(target, Map.of()).getMessage());

        assertTrue(message.contains("is a stream; a CSV file is replaced as a whole once"), message);
        assertTrue(message.contains("Name a file, csv:members.csv for example"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "parent"})
    void saysThatLinksLeadInACircle(String kind) throws IOException {
        Path one = directory.resolve("one");
        Path two = Files.createSymbolicLink(directory.resolve("two"), one);
        Files.createSymbolicLink(one, two);
        Path target = kind.equals("loop") ? one : one.resolve("members.csv");

        try (MemberSink sink = provider.create("csv:" + target, SinkOptions.defaults(provider))) {
            String message =
                    assertThrows(MemberportException.class, sink::check).toString();
            assertTrue(message.contains("symbolic links"), message);
        }
    }

    @Test
    void saysThatAMuchTooLongNameIsTooLong() {
        String name = "a".repeat(300) + ".csv";

        try (MemberSink sink = provider.create("csv:" + directory.resolve(name), SinkOptions.defaults(provider))) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);
            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(failure.toString().contains("Name a target with a shorter name."), failure.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"comma, 44", "semicolon, 59", "tab, 9", "\\t, 9", "pipe, 124", ";, 59", "|, 124", "~, 126"})
    void takesDelimitersByCharacterAndByName(String option, int delimiter) throws IOException {
        Path file = directory.resolve("members.csv");
        SinkOptions options = SinkOptions.of(provider, Map.of("delimiter", option));

        Exports.export(provider.create("csv:" + file, options), "b1");

        assertTrue(CsvFiles.text(file).startsWith("member_id" + (char) delimiter + "variable_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a", "7", "\"", "\n", "\r", "\0", "\u00a6", "\ud83d\ude00"})
    void refusesOtherDelimiters(String delimiter) {
        assertMisuse("csv:members.csv", Map.of("delimiter", delimiter));
    }

    @ParameterizedTest
    @ValueSource(chars = {'a', '7', '"', '\n', '\0', '\u00a6'})
    void refusesOtherDelimitersInAProgramToo(char delimiter) {
        MemberportException failure = assertThrows(
                MemberportException.class,
                () -> CsvMemberSink.to(Path.of("members.csv"))
                        .delimiter(delimiter)
                        .build());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("cannot delimit CSV cells. Use a comma, a semicolon, a tab"));
    }

    @Test
    void saysWhyAProgramCannotHaveTheJsonLayout() {
        MemberportException failure = assertThrows(
                MemberportException.class,
                () -> CsvMemberSink.to(Path.of("members.csv"))
                        .layout(Layout.JSON)
                        .build());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("CSV has no json layout: a row cannot hold a document."));
        assertTrue(failure.toString().contains("Use the layout long or wide."));
    }

    @Test
    void saysThatTheJsonLayoutIsNotItsOwn() {
        MemberportException failure = assertMisuse("csv:members.csv", Map.of("layout", "json"));

        assertEquals("The option 'csv.layout' is 'json'; it must be one of long, wide.", failure.getMessage());
    }

    @Test
    void refusesOtherLayouts() {
        assertMisuse("csv:members.csv", Map.of("layout", "broad"));
        assertMisuse("csv:members.csv", Map.of("formula-guard", "yes"));
        assertMisuse("csv:members.csv", Map.of("header", "off"));
    }

    @Test
    void passesOptionsOn() throws IOException {
        Path file = directory.resolve("members.csv");
        SinkOptions options = SinkOptions.of(provider, Map.of("layout", "wide", "formula-guard", "on"));
        try (MemberSink sink = provider.create("csv:" + file, options)) {
            assertTrue(sink.needsVariablesFirst());
            assertFalse(sink.accumulates());
        }

        Exports.export(provider.create("csv:" + file, options), "b1", Exports.block(Exports.member("=m")));

        assertEquals("member_id\r\n'=m\r\n", CsvFiles.text(file));
    }

    private MemberportException assertMisuse(String target, Map<String, String> options) {
        MemberportException failure = assertThrows(
                MemberportException.class, () -> provider.create(target, SinkOptions.of(provider, options)));
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        return failure;
    }
}
