package io.memberport.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ExportMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
