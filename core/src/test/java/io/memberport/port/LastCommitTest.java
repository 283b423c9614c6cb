package io.memberport.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastCommitTest {

    @ParameterizedTest
    @CsvSource({"batch, hash, true", "batch, other, false", "other, hash, false", ", hash, false"})
    void isOfTheExportWithTheSameBatchAndTheSameContent(
            @Nullable String batchId, String contentSha256, boolean expected) {
        ExportMetadata metadata = new ExportMetadata("batch", null, null, null, "hash", 1, 1, 1, 0);

        assertEquals(expected, new LastCommit(batchId, contentSha256, null, null).isOf(metadata));
    }

    @ParameterizedTest
    @CsvSource({", true", "batch, false"})
    void isOfAnExportWithoutABatchIfItHasNoneEither(@Nullable String batchId, boolean expected) {
        ExportMetadata metadata = new ExportMetadata(null, null, null, null, "hash", 1, 1, 1, 0);

        assertEquals(expected, new LastCommit(batchId, "hash", null, null).isOf(metadata));
    }

    @ParameterizedTest
    @CsvSource({
        "a batch, 2026-03-01T02:03:04.567Z, 2026-02-28T00:00:00Z",
        "batch, , 2026-02-28T00:00:00Z",
        "batch, 2026-03-01T02:03:04Z,",
        ", ,"
    })
    void isReadFromItsLine(@Nullable String batchId, @Nullable Instant exportDate, @Nullable Instant lastSyncDate) {
        LastCommit commit = new LastCommit(batchId, "hash", exportDate, lastSyncDate);

        assertEquals(Optional.of(commit), LastCommit.ofLine(commit.toLine()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "hash", "hash - -", "hash yesterday - batch", "hash - 2026-02-30T00:00:00Z batch"})
    void isNotReadFromAnotherLine(String line) {
        assertEquals(Optional.empty(), LastCommit.ofLine(line));
    }

    @Test
    void isOfTheExportItWasMadeOf() {
        Instant exported = Instant.parse("2026-03-01T02:03:04Z");
        Instant synchronised = Instant.parse("2026-03-01T01:00:00Z");
        ExportMetadata metadata = new ExportMetadata("batch", null, exported, synchronised, "hash", 1, 1, 1, 0);

        LastCommit commit = LastCommit.of(metadata);

        assertTrue(commit.isOf(metadata));
        assertEquals(exported, commit.exportDate());
        assertEquals(synchronised, commit.lastSyncDate());
    }

    @Test
    void isOfAnExportUnderItsPolicyOnly() {
        ExportMetadata asItCame = new ExportMetadata("batch", null, null, null, "hash", 1, 1, 1, 0);
        ExportMetadata treated = asItCame.withPrivacy(new AppliedPrivacy("0a1b", null, 0, List.of()));

        LastCommit commit = LastCommit.of(treated);

        assertEquals("0a1b", commit.policy());
        assertTrue(commit.isOf(treated));
        assertFalse(commit.isOf(asItCame));
        assertFalse(LastCommit.of(asItCame).isOf(treated));
        assertEquals(Optional.of(commit), LastCommit.ofLine(commit.toLine()));
    }
}
