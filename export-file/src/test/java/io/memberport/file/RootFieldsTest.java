package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.fault.UnreadableDates;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootFieldsTest {

    private final Logger logger = Logger.getLogger(UnreadableDates.class.getName());
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            warnings.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(listener);
    }

    private List<String> warnings() {
        return warnings.stream().filter(line -> line.startsWith("WARNING")).toList();
    }

    private static ExportMetadata read(String json) {
        return MemorySource.read(MemorySource.source(json)).metadata();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CANARY\"",
                "\"\"",
                "\"2026-03-01T24:00:00Z\"",
                "\"2026-03-01T12:00:00+01:00[Europe/Paris]\"",
                "1772330400",
                "1e9999",
                "true",
                "[1,{\"exportDate\":\"2026-03-01\"}]",
                "{\"sinceDatetime\":\"2026-03-01\",\"lastSyncDate\":{}}"
            })
    void takesADateThatIsNoneForMissing(String date) {
        ExportMetadata metadata = read("{\"id\":\"b\",\"exportDate\":" + date + ",\"lastSyncDate\":" + date
                + ",\"exportOptions\":{\"sinceDatetime\":\"2026-03-01\"},\"members\":[]}");

        assertNull(metadata.exportDate());
        assertNull(metadata.lastSyncDate());
        assertEquals("b", metadata.batchId());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), metadata.sinceDatetime());
        assertEquals(0, metadata.unrecognisedFields());
        assertEquals(2, warnings().size());
    }

    @Test
    void warnsOfADateThatIsNoneWithoutQuotingIt() {
        read("{\"members\":[],\"exportDate\":\"CANARY\",\"lastSyncDate\":\"CANARY\"}");

        String all = String.join("\n", warnings());
        assertTrue(all.contains("The exportDate of the test export is not a date-time"), all);
        assertTrue(all.contains("The lastSyncDate of the test export is not a date-time"), all);
        assertTrue(all.contains("a full export"), all);
        assertFalse(all.contains("CANARY"), all);
    }

    @Test
    void warnsOnceHoweverOftenTheFileIsRead(@TempDir Path directory) {
        byte[] json = "{\"exportDate\":5,\"members\":[]}".getBytes(UTF_8);
        try (ExportFileSource source = MemorySource.source(json, 7);
                ExportFileSource copy = source.spool(directory, (bytes, expected) -> {})) {
            for (ExportFileSource file : List.of(source, copy, copy)) {
                try (ExportStream stream = file.open()) {
                    MemorySource.readAll(stream);
                }
            }
        }

        assertEquals(1, warnings().size(), () -> warnings().toString());
    }

    @Test
    void warnsOfNothingWhereThereAreDatesOrNone() {
        read("{\"exportDate\":null,\"members\":[]}");
        read("{\"exportDate\":\"2026-03-01 02:00\",\"lastSyncDate\":\"2026-03-01\",\"members\":[]}");

        assertEquals(List.of(), warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"CANARY\"", "\"\"", "\"2026-02-30\"", "1772330400", "false", "[]", "{}"})
    void refusesASinceDatetimeThatIsNone(String date) {
        MemberportException failure = assertThrows(
                MemberportException.class,
                () -> read("{\"exportOptions\":{\"sinceDatetime\":" + date + "},\"members\":[]}"));

        String message = Objects.requireNonNull(failure.getMessage());
        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(message.contains("'sinceDatetime'"), message);
        assertFalse(message.contains("CANARY"), message);
        assertEquals(List.of(), warnings());
    }
}
