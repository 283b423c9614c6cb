package io.memberport.sink.jdbc.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a commit left in the sync table, as far as later runs need it.
 *
 * @param syncId counts commits, whatever their layout
 * @param tableSet which tables it wrote
 * @param numbers of which type their columns with numbers are
 * @param mode what became of what was there
 * @param policy fingerprint of the policy for personal data; null without one
 */
public record SyncRow(
        long syncId,
        String community,
        String tableSet,
        String numbers,
        String mode,
        @Nullable String batchId,
        String contentSha256,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        @Nullable String policy) {}
