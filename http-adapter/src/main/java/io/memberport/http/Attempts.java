package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Deadline;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what may be repeated, with pauses in between, a bounded number of times. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Wire wire;
    private final RetryPolicy policy;
    private final Timing timing;
    private final Failures failures;

    Attempts(Wire wire, RetryPolicy policy, Timing timing, Failures failures) {
        this.wire = wire;
        this.policy = policy;
        this.timing = timing;
        this.failures = failures;
    }

    /**
     * Sends a request until it is answered.
     *
     * @return an answer whose status is not one of those that mean "try again"
     * @throws MemberportException of kind {@link FailureKind#UNAVAILABLE} once all attempts are used up
     */
    Answer send(Call call, Map<String, String> secretHeaders) {
        for (int attempt = 1; ; attempt++) {
            if (Thread.currentThread().isInterrupted()) {
                throw failures.interrupted(call, null);
            }
            refuseIfLate(call, null);
            Duration wish;
            try {
                Answer answer = wire.send(call, secretHeaders);
                LOG.debug("{} {}: status {}, attempt {}", call.method(), call.link(), answer.status(), attempt);
                if (!policy.repeats(answer.status())) {
                    return answer;
                }
                if (!call.isRepeatable() || attempt >= policy.attempts()) {
                    throw failures.refused(call, answer, attempt);
                }
                wish = RetryAfter.of(answer, timing.clock().instant());
            } catch (NotAnsweredException failure) {
                LOG.debug("{} {}: no answer, {}, attempt {}", call.method(), call.link(), failure.reason(), attempt);
                if (Thread.currentThread().isInterrupted()) {
                    throw failures.interrupted(call, failure);
                }
                refuseIfLate(call, failure);
                if (!mayRepeat(call, failure) || attempt >= policy.attempts()) {
                    throw failures.notAnswered(call, failure, attempt);
                }
                wish = Duration.ZERO;
            }
            Duration pause = pauseAfter(attempt, wish);
            timing.delays()
                    .waitFor(call.deadline() == null ? pause : call.deadline().shorten(pause));
        }
    }

    private void refuseIfLate(Call call, @Nullable NotAnsweredException failure) {
        Deadline deadline = call.deadline();
        if (deadline != null && deadline.isOver()) {
            throw failures.late(call, deadline, failure);
        }
    }

    private static boolean mayRepeat(Call call, NotAnsweredException failure) {
        boolean isHarmless = call.isRepeatable() || !failure.mayHaveArrived();
        return switch (failure.reason()) {
            case NETWORK, TOO_SLOW, GARBAGE -> isHarmless;
            case TLS, FORBIDDEN, CLOSED, PROXY -> false;
        };
    }

    private Duration pauseAfter(int attempt, Duration wish) {
        Duration own = policy.delays().after(attempt, timing.random().getAsDouble());
        Duration granted = wish.compareTo(policy.longestRetryAfter()) < 0 ? wish : policy.longestRetryAfter();
        return granted.compareTo(own) > 0 ? granted : own;
    }
}
