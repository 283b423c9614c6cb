package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteOrderMarkTest {

    private static final String MARK = "\uFEFF";

    private final MemberSinkProvider provider = new CsvMemberSinkProvider();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"members.csv, long", "members.csv, wide", "members.csv.gz, long", "members.csv.gz, wide"})
    void beginsTheFileIfAskedForAndNothingElseIsDifferent(String name, String layout) throws IOException {
        Path plain = directory.resolve("plain-" + name);
        Path marked = directory.resolve(name);
        Exports.export(sink(plain, layout, "off"), "b1", block(member("m1")));

        Exports.export(sink(marked, layout, "on"), "b1", block(member("m1")));

        assertEquals(MARK + CsvFiles.text(plain), CsvFiles.text(marked));
    }

    @ParameterizedTest
    @CsvSource({"on, off", "off, on"})
    void makesAFileOfAnotherForm(String former, String present) throws IOException {
        Path file = directory.resolve("members.csv");
        Exports.export(sink(file, "long", former), "b1", block(member("m1")));

        assertTrue(sink(file, "long", former).lastCommit(Exports.COMMUNITY).isPresent());
        assertFalse(sink(file, "long", present).lastCommit(Exports.COMMUNITY).isPresent());
        assertTrue(Files.readString(directory.resolve("members.csv.manifest.json"))
                .contains("\"byteOrderMark\" : " + former.equals("on")));
    }

    private MemberSink sink(Path file, String layout, String mark) {
        return provider.create("csv:" + file, SinkOptions.of(provider, Map.of("layout", layout, "bom", mark)));
    }
}
