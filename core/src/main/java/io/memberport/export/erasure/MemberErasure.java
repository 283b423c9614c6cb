package io.memberport.export.erasure;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.SinkFailure;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.MembersToErase;
import io.memberport.privacy.PrivacyPolicy;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Erases members from targets, each target on its own: if one fails, the others are still done.
 *
 * <p>Every id is looked for as it is given, and also as the given {@linkplain #withPrivacy policies} write it. So it is found in what was
 * written before a policy hashed ids; and after the key has been rotated, under the former key if a policy with that key is given, too.
 * Without the former key, such rows are found only by the hash itself: it can be given as an id.
 *
 * <p>If a later export has one of the members, it brings them back. Erase them at Alida first.
 *
 * <p>An instance is immutable.
 */
public final class MemberErasure {

    /** How many ids can be erased at once; they are in memory, once for each way in which they are looked for. */
    public static final int MOST_IDS = 10_000;

    /** How long these ids can be together, in bytes of UTF-8. */
    public static final long MOST_BYTES = 4L << 20;

    private final String community;
    private final List<PrivacyPolicy> policies;
    private final Clock clock;

    MemberErasure(String community, List<PrivacyPolicy> policies, Clock clock) {
        this.community = Objects.requireNonNull(community, "community");
        this.policies = List.copyOf(policies);
        this.clock = clock;
    }

    /**
     * An erasure in a community.
     *
     * @param community the community's API key name, under which the targets keep the members
     */
    public static MemberErasure forCommunity(String community) {
        return new MemberErasure(community, List.of(), Clock.systemUTC());
    }

    /** The policies that say how targets may hold ids, those of former keys included; ids are as they are given if not set. */
    public MemberErasure withPrivacy(Collection<PrivacyPolicy> newPolicies) {
        return new MemberErasure(community, List.copyOf(newPolicies), clock);
    }

    /**
     * Erases. Sinks stay the caller's. If the thread is interrupted, the rest of the targets is not begun, and the interrupt status is
     * set.
     *
     * @param memberIds at least one, as Alida has them
     * @param sinks at least one
     * @return where each target stands, in the order of the sinks
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if there are no ids, or too many of them; then no
     *     target was touched
     */
    public List<ErasureResult> run(Collection<Text> memberIds, List<? extends MemberSink> sinks) {
        MembersToErase members = members(memberIds);
        return sinks.stream()
                .map(sink -> result(
                        sink,
                        (target, eraser) -> ErasureResult.erased(
                                target, clock.instant(), ofSome(target, eraser.erase(community, members)))))
                .toList();
    }

    /** Counts what {@link #run} would erase, and changes nothing. */
    public List<ErasureResult> count(Collection<Text> memberIds, List<? extends MemberSink> sinks) {
        MembersToErase members = members(memberIds);
        return sinks.stream()
                .map(sink -> result(
                        sink,
                        (target, eraser) -> ErasureResult.counted(
                                target, clock.instant(), ofSome(target, eraser.count(community, members)))))
                .toList();
    }

    /** A mistake in the name of a target or of the community must not look as if it held none of the members. */
    private ErasureReceipt ofSome(String target, ErasureReceipt receipt) {
        if (receipt.exports() == 0) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "There is no export of the community " + community + " in the target " + target
                            + ", so nothing was erased. Check the names of both.");
        }
        return receipt;
    }

    /** In each form in which any of the targets may hold their ids. */
    private MembersToErase members(Collection<Text> memberIds) {
        if (memberIds.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "No member id is given. Nothing was erased; give the ids of the members.");
        }
        long bytes = memberIds.stream().mapToLong(Text::length).sum();
        if (memberIds.size() > MOST_IDS || bytes > MOST_BYTES) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There are " + memberIds.size() + " member ids of " + bytes + " bytes; at once there may be "
                            + MOST_IDS + " of " + MOST_BYTES
                            + " bytes together. Nothing was erased; erase them in several runs.");
        }
        MembersToErase members = MembersToErase.of(memberIds);
        for (PrivacyPolicy policy : policies) {
            String key = policy.memberIdKey();
            members = key == null ? members : members.alsoHashed(key, policy::memberId);
        }
        return members;
    }

    /** What is done to a target that can do it. */
    private interface Step {
        ErasureResult take(String target, MemberEraser eraser);
    }

    private ErasureResult result(MemberSink sink, Step step) {
        String target = sink.getClass().getName();
        try {
            target = Objects.requireNonNull(sink.description(), "description");
            requireNotInterrupted(target);
            String named = target;
            return step.take(target, sink.eraser().orElseThrow(() -> notOffered(named)));
        } catch (Throwable thrown) {
            MemberportException failure = SinkFailure.of(
                    thrown, target, "Whether the members are erased there is not known; run again to find out.");
            if (failure.kind() == FailureKind.INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
            return ErasureResult.failed(target, clock.instant(), failure);
        }
    }

    private static void requireNotInterrupted(String target) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MemberportException(
                    FailureKind.INTERRUPTED,
                    "Interrupted before members were erased from " + target + "; it is as it was before.");
        }
    }

    private static MemberportException notOffered(String target) {
        return new MemberportException(
                FailureKind.TARGET,
                "The sink of the target " + target
                        + " cannot erase members, so all that the target holds of them is still there."
                        + " Erase them with the target's own means.");
    }
}
