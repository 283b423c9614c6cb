package io.memberport.port;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a commit left in a target, as the target saw them.
 *
 * @param variables in any order
 * @param policy the fingerprint of the policy for personal data under which they were seen, {@link ExportMetadata#policy()}; null if
 *     they were seen as they came
 */
public record CommittedVariables(
        List<ProfileVariable> variables, @Nullable String policy) {

    public CommittedVariables {
        variables = List.copyOf(variables);
    }

    /** Those of the commit of an export; empty if it is not known which they are. */
    public static Optional<CommittedVariables> of(ExportMetadata metadata) {
        return Optional.ofNullable(metadata.variables())
                .map(variables -> new CommittedVariables(variables, metadata.policy()));
    }
}
