package io.memberport.port;

import io.memberport.model.ProfileVariable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sink is told before the first member.
 *
 * @param community the community's API key name, which last commits are kept by
 * @param batchId the batch's guid, if it is known before the members have been read; {@link
 *     io.memberport.model.ExportMetadata#batchId()} is what counts
 * @param sinceDatetime the instant an incremental export starts from, if it is known before the members have been read,
 *     which it is if the variables are; null for a full export. {@link
 *     io.memberport.model.ExportMetadata#sinceDatetime()} is what counts
 * @param exportDate when the export started, if it is known before the members have been read; {@link
 *     io.memberport.model.ExportMetadata#exportDate()} is what counts
 * @param variables every variable of the export in the order in which they first appear, equal ones once, if the sink
 *     {@linkplain MemberSink#needsVariablesFirst() needs them first}; otherwise empty. An id can appear more than once,
 *     with different names or types.
 */
public record SinkContext(
        String community,
        @Nullable String batchId,
        @Nullable Instant sinceDatetime,
        @Nullable Instant exportDate,
        List<ProfileVariable> variables) {

    public SinkContext {
        Objects.requireNonNull(community, "community");
        variables = List.copyOf(variables);
    }

    /** Of an export about which nothing is known yet. */
    public static SinkContext of(String community) {
        return new SinkContext(community, null, null, null, List.of());
    }

    /** The same with other variables, of which there are none for a sink that does not need them first. */
    public SinkContext withVariables(List<ProfileVariable> others) {
        return new SinkContext(community, batchId, sinceDatetime, exportDate, others);
    }
}
