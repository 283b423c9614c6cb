package io.memberport.export;

import io.memberport.model.ExportMetadata;
import java.util.List;

/**
 * What a run did.
 *
 * @param metadata what was read
 * @param targets where each target stands, in the order in which they were given
 */
public record ExportResult(ExportMetadata metadata, List<TargetResult> targets) {

    public ExportResult {
        targets = List.copyOf(targets);
    }
}
