package io.memberport.export.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.erasure.ErasureResult.Outcome;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemberErasureTest {

    private static final Text ID = Text.of("5f2b-secret");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private final MemberErasure erasure = new MemberErasure("acme", List.of(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void erasesFromEveryTargetThoughOneFails() {
        MemoryTarget first = new MemoryTarget("a", ID, Text.of("other"));
        MemoryTarget second = new MemoryTarget("b", ID);
        second.failure = new IllegalStateException("quotes " + ID.asString());
        MemoryTarget third = new MemoryTarget("c", Text.of("other"));

        List<ErasureResult> results = erasure.run(List.of(ID), List.of(first, second, third));

        assertEquals(
                List.of(Outcome.ERASED, Outcome.FAILED, Outcome.NOT_FOUND),
                results.stream().map(ErasureResult::outcome).toList());
        assertEquals(Set.of(Text.of("other")), first.held);
        assertEquals(new ErasureReceipt(1, 1, 1, 0, List.of()), results.get(0).receipt());
        assertEquals(NOW, results.get(0).time());
        MemberportException failure = Objects.requireNonNull(results.get(1).failure());
        assertEquals(FailureKind.TARGET, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains(ID.asString()));
        assertNull(failure.getCause());
    }

    @Test
    void saysWhatRemainsIfASinkCannotErase() {
        MemoryTarget target = new MemoryTarget("a", ID);
        target.offers = false;

        ErasureResult result = erasure.run(List.of(ID), List.of(target)).get(0);

        assertEquals(Outcome.FAILED, result.outcome());
        String message = String.valueOf(Objects.requireNonNull(result.failure()).getMessage());
        assertTrue(message.contains("cannot erase members, so all that the target holds of them is still there"));
        assertTrue(message.contains("Erase them with the target's own means"));
    }

    @Test
    void countsWithoutChangingAnything() {
        MemoryTarget target = new MemoryTarget("a", ID);

        ErasureResult result = erasure.count(List.of(ID), List.of(target)).get(0);

        assertEquals(Outcome.COUNTED, result.outcome());
        assertEquals(1, result.receipt().members());
        assertEquals(Set.of(ID), target.held);
    }

    @Test
    void findsAnIdAsItIsAndAsEachPolicyWritesIt() {
        PrivacyPolicy former = hashingWith("former");
        PrivacyPolicy present = hashingWith("present");
        Text other = present.memberId(Text.of("other"));
        MemoryTarget target = new MemoryTarget("a", ID, former.memberId(ID), present.memberId(ID), other);

        List<ErasureResult> results =
                erasure.withPrivacy(List.of(former, present)).run(List.of(ID), List.of(target));

        assertEquals(Set.of(other), target.held);
        assertEquals(1, results.get(0).receipt().members());
        assertEquals(3, results.get(0).receipt().rows());
    }

    @Test
    void saysWhichKeysItDoesNotKnow() {
        PrivacyPolicy known = hashingWith("known");
        String key = Objects.requireNonNull(known.memberIdKey());
        MembersToErase members = MembersToErase.of(List.of(ID)).alsoHashed(key, known::memberId);

        assertEquals(List.of(), members.remains(List.of()));
        assertEquals(List.of(), members.remains(List.of(key)));
        String remains = members.remains(List.of("ffff0000", key)).get(0);
        assertTrue(remains.contains("hashed with another key (ffff0000)"), remains);
        assertEquals(1, members.size());
        assertFalse(members.toString().contains(ID.asString()));
    }

    /** Or a mistake in a name would look like a proof. */
    @Test
    void failsIfThereIsNoExport() {
        MemoryTarget target = new MemoryTarget("a");
        target.exports = 0;

        for (List<ErasureResult> results :
                List.of(erasure.run(List.of(ID), List.of(target)), erasure.count(List.of(ID), List.of(target)))) {
            MemberportException failure = Objects.requireNonNull(results.get(0).failure());
            assertEquals(FailureKind.TARGET, failure.kind());
            assertTrue(
                    failure.toString().contains("There is no export of the community acme in the target a"),
                    failure::toString);
            assertTrue(failure.toString().contains("Check the names of both."), failure::toString);
        }
    }

    @Test
    void tellsUpperAndLowerCaseApart() {
        MemoryTarget target = new MemoryTarget("a", Text.of("ABC"));

        assertEquals(
                Outcome.NOT_FOUND,
                erasure.run(List.of(Text.of("abc")), List.of(target)).get(0).outcome());
    }

    @Test
    void refusesNoIdsAndTooManyBeforeATargetIsTouched() {
        MemoryTarget target = new MemoryTarget("a", ID);
        List<Text> tooMany = IntStream.rangeClosed(0, MemberErasure.MOST_IDS)
                .mapToObj(i -> Text.of("m" + i))
                .toList();
        List<Text> tooLong = Collections.nCopies(5, Text.of("m".repeat(1 << 20)));

        assertRefused("No member id is given", List.of(), target);
        assertRefused("at once there may be", tooMany, target);
        assertRefused("erase them in several runs", tooLong, target);
    }

    private void assertRefused(String message, List<Text> ids, MemoryTarget target) {
        MemberportException refused = assertThrows(MemberportException.class, () -> erasure.run(ids, List.of(target)));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
        assertEquals(Set.of(ID), target.held);
    }

    @Test
    void beginsNoOtherTargetAfterAnInterruption() {
        MemoryTarget first = new MemoryTarget("a", ID);
        first.failure = new MemberportException(FailureKind.INTERRUPTED, "Interrupted.");
        MemoryTarget second = new MemoryTarget("b", ID);

        List<ErasureResult> results = erasure.run(List.of(ID), List.of(first, second));

        assertTrue(Thread.interrupted());
        assertEquals(Set.of(ID), second.held);
        assertEquals(
                FailureKind.INTERRUPTED,
                Objects.requireNonNull(results.get(1).failure()).kind());
    }

    private static PrivacyPolicy hashingWith(String keyId) {
        return PrivacyPolicy.builder()
                .hashMemberIds()
                .key(HashKey.of("0123456789abcdef0123456789abcdef" + keyId))
                .build();
    }

    /** Holds ids. */
    private static final class MemoryTarget implements MemberSink, MemberEraser {

        private final String name;
        private final Set<Text> held;
        private boolean offers = true;
        private long exports = 1;
        private @Nullable RuntimeException failure;

        MemoryTarget(String name, Text... held) {
            this.name = name;
            this.held = new HashSet<>(List.of(held));
        }

        @Override
        public String description() {
            return name;
        }

        @Override
        public Optional<MemberEraser> eraser() {
            return offers ? Optional.of(this) : Optional.empty();
        }

        @Override
        public ErasureReceipt erase(String community, MembersToErase members) {
            ErasureReceipt receipt = count(community, members);
            held.removeAll(members.ids());
            return receipt;
        }

        @Override
        public ErasureReceipt count(String community, MembersToErase members) {
            if (failure != null) {
                throw failure;
            }
            List<Text> found = held.stream().filter(members.ids()::contains).toList();
            return new ErasureReceipt(exports, members.count(found), found.size(), 0, List.of());
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return Optional.empty();
        }

        @Override
        public SinkRun open(SinkContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
