package io.memberport.sink.jdbc.sync;

import io.memberport.encoding.json.PrivacyReport;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ValueAdjustments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a commit is to leave in the sync table.
 *
 * @param syncId one more than the last
 * @param runId made up for this run, to find out whether it has committed
 * @param departedMembers how many are marked or deleted because they have left
 * @param exportKey distinguishes the export from all others in the same tables
 * @param privacy what the policy for personal data did, and what it did to variables of exports before; null without one
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
        @Nullable PrivacyReport privacy,
        ValueAdjustments adjustments) {}
