package io.memberport.export;

import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.privacy.PrivacyPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a new export starts from, as the targets decide it.
 *
 * @param since where an incremental export starts; null for a full one
 * @param reason why, for people
 */
public record SinceDecision(@Nullable Instant since, String reason) {

    /**
     * As {@link #of(List, String, Function)}, without a policy for personal data.
     *
     * @param sinks at least one
     * @param community whose commits count
     */
    public static SinceDecision of(List<? extends MemberSink> sinks, String community) {
        return of(sinks, community, sink -> PrivacyPolicy.NONE);
    }

    /**
     * Incremental from the oldest last commit, if every target accumulates and has one that was written under the same policy for
     * personal data; full otherwise. So a run needs no memory beyond what the targets hold.
     *
     * @param sinks at least one
     * @param community whose commits count
     * @param policies the policy of each target
     */
    public static SinceDecision of(
            List<? extends MemberSink> sinks, String community, Function<? super MemberSink, PrivacyPolicy> policies) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("no sinks");
        }
        Instant oldest = Instant.MAX;
        for (MemberSink sink : sinks) {
            if (!sink.accumulates()) {
                return full(sink, "always holds a whole snapshot");
            }
            Optional<LastCommit> last = sink.lastCommit(community);
            if (last.isEmpty()) {
                return full(sink, "holds no export of this community yet");
            }
            if (!Objects.equals(last.get().policy(), policies.apply(sink).fingerprint())) {
                return full(sink, "holds data that was written under another privacy policy");
            }
            Instant synced = last.get().lastSyncDate();
            if (synced == null) {
                return full(sink, "does not know the lastSyncDate of what it holds");
            }
            oldest = synced.isBefore(oldest) ? synced : oldest;
        }
        return new SinceDecision(oldest, "Incremental export: what changed since " + oldest + ".");
    }

    private static SinceDecision full(MemberSink sink, String why) {
        return new SinceDecision(null, "Full export: " + sink.description() + " " + why + ".");
    }
}
