package io.memberport.sink.xlsx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxMemberSinkProviderTest {

    private final XlsxMemberSinkProvider provider = new XlsxMemberSinkProvider();

    private MemberSink create(String target) {
        return provider.create(target, SinkOptions.defaults(provider));
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.xlsx", "/a/b.XLSX", "C:\\a\\b.xlsx", "with space.xlsx"})
    void recognisesPathsByTheirEnding(String target) {
        assertTrue(provider.recognises(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.csv", "members.xls", "s3://bucket/members.xlsx", "csv:members.xlsx", "xlsx"})
    void leavesOtherTargetsAlone(String target) {
        assertFalse(provider.recognises(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx:/data/members.xlsx", "XLSX:/data/members.xlsx", "/data/members.xlsx"})
    void takesThePathLiterally(String target) {
        try (MemberSink sink = create(target)) {
            assertEquals(Path.of("/data/members.xlsx").toAbsolutePath().toString(), sink.description());
            assertTrue(sink.needsVariablesFirst());
            assertFalse(sink.accumulates());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xlsx:members.xls,does not end in .xlsx",
        "xlsx:members.xls,Name a file like members.xlsx.",
        "xlsx:,names no file",
        "xlsx://host/members.xlsx,names a host; a workbook is local",
        "xlsx:-,is a stream; a workbook is replaced as a whole once all rows are there"
    })
    void saysWhatIsWrongWithATarget(String target, String problem) {
        MemberportException failure = assertThrows(MemberportException.class, () -> create(target));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains(problem), failure.getMessage());
    }

    @Test
    void saysWhatItWrites() {
        assertEquals("xlsx", provider.scheme());
        assertTrue(provider.summary().contains("workbook"));
        assertTrue(provider.targetSyntax().startsWith("xlsx:"));
    }
}
