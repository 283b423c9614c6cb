package io.memberport.export;

import io.memberport.model.ExportMetadata;
import java.util.List;

/**
 * What a run did.
 *
 * @param metadata what was read
 * @param targets where each target stands, in the order in which they were given
 * @param unprotectedVariables number of variables that the export marks as sensitive, or does not mark at all, and that a
 *     target got although no policy {@linkplain io.memberport.privacy.PrivacyPolicy#speaksOfSensitive() speaks} of them
 */
public record ExportResult(ExportMetadata metadata, List<TargetResult> targets, int unprotectedVariables) {

    public ExportResult {
        targets = List.copyOf(targets);
    }
}
