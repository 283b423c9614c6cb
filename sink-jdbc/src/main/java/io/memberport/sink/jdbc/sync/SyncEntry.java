package io.memberport.sink.jdbc.sync;

import io.memberport.model.ExportMetadata;
import io.memberport.port.ValueAdjustments;
import java.time.Instant;

/**
 * What a commit is to leave in the sync table.
 *
 * @param syncId one more than the last
 * @param runId made up for this run, to find out whether it has committed
 * @param departedMembers how many are marked or deleted because they have left
 * @param exportKey distinguishes the export from all others in the same tables
 */
public record SyncEntry(
        long syncId,
        String runId,
        String community,
        String tableSet,
        String numbers,
        String mode,
        String exportKey,
        ExportMetadata metadata,
        Instant committedAt,
        long repeatedMembers,
        long departedMembers,
        ValueAdjustments adjustments) {}
