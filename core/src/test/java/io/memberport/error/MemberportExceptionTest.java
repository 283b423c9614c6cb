package io.memberport.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberportExceptionTest {

    @Test
    void carriesAllThatIsKnown() {
        Throwable cause = new IllegalStateException();

        MemberportException failure = MemberportException.of(FailureKind.UNAVAILABLE, "message")
                .cause(cause)
                .batchId("batch")
                .httpStatus(503)
                .errorId("error")
                .byteOffset(1L << 40)
                .memberIndex(0)
                .build();

        assertEquals(FailureKind.UNAVAILABLE, failure.kind());
        assertEquals("message", failure.getMessage());
        assertSame(cause, failure.getCause());
        assertEquals("batch", failure.batchId().orElseThrow());
        assertEquals(503, failure.httpStatus().orElseThrow());
        assertEquals("error", failure.errorId().orElseThrow());
        assertEquals(1L << 40, failure.byteOffset().orElseThrow());
        assertEquals(0, failure.memberIndex().orElseThrow());
    }

    @Test
    void tellsWhichMemberItIsAbout() {
        MemberportException failure = MemberportException.of(FailureKind.TARGET, "What happened.")
                .batchId("batch")
                .restartable(true)
                .build();

        MemberportException located = failure.atMember(7, 512);

        assertEquals(
                "What happened. It is about member 7 (counted from 0), which begins at byte 512 of the JSON.",
                located.getMessage());
        assertEquals(7, located.memberIndex().orElseThrow());
        assertEquals(512, located.byteOffset().orElseThrow());
        assertEquals("batch", located.batchId().orElseThrow());
        assertEquals(FailureKind.TARGET, located.kind());
        assertTrue(located.isRestartable());
        assertSame(located, located.atMember(8, 600));
    }

    @Test
    void tellsOfAMemberThatComesFromNoFileWhichItIs() {
        MemberportException located = new MemberportException(FailureKind.TARGET, "What happened.").atMember(7, -1);

        assertEquals("What happened. It is about member 7 (counted from 0).", located.getMessage());
        assertTrue(located.byteOffset().isEmpty());
    }

    @Test
    void saysNothingOfWhatIsNotKnown() {
        MemberportException failure = new MemberportException(FailureKind.BUG, "message");

        assertNull(failure.getCause());
        assertTrue(failure.batchId().isEmpty());
        assertTrue(failure.httpStatus().isEmpty());
        assertTrue(failure.errorId().isEmpty());
        assertTrue(failure.byteOffset().isEmpty());
        assertTrue(failure.memberIndex().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"DEADLINE", "UNAVAILABLE", "TARGET_BUSY", "INTERRUPTED"})
    void canBeRetriedWhenTimeAloneHelps(FailureKind kind) {
        assertTrue(kind.isRetryable());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DEADLINE", "UNAVAILABLE", "TARGET_BUSY", "INTERRUPTED"})
    void cannotBeRetriedIfAPersonMustAct(FailureKind kind) {
        assertFalse(kind.isRetryable());
    }
}
