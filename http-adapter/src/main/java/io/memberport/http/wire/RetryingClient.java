package io.memberport.http.wire;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Deadline;
import io.memberport.port.network.RetryCause;
import io.memberport.port.network.RetryListener;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what may be repeated, with pauses in between, a bounded number of times. */
public final class RetryingClient {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

    private final HttpExchanges wire;
    private final Retries retries;
    private final Timing timing;
    private final HttpFailures failures;
    private final RetryListener listener;

    public RetryingClient(
            HttpExchanges wire, Retries retries, Timing timing, HttpFailures failures, RetryListener listener) {
        this.wire = wire;
        this.retries = retries;
        this.timing = timing;
        this.failures = failures;
        this.listener = listener;
    }

    /**
     * Sends a request until it is answered.
     *
     * @return an answer whose status is not one of those that mean "try again"
     * @throws MemberportException of kind {@link FailureKind#UNAVAILABLE} once all attempts are used up
     */
    public ApiResponse send(ApiRequest call, Map<String, String> secretHeaders) {
        return send(call, () -> secretHeaders);
    }

    /**
     * The same with headers that differ from attempt to attempt.
     *
     * @param secretHeaders is asked before each attempt
     */
    public ApiResponse send(ApiRequest call, Supplier<Map<String, String>> secretHeaders) {
        ApiResponse last = null;
        for (int attempt = 1; ; attempt++) {
            if (Thread.currentThread().isInterrupted()) {
                throw failures.interrupted(call, null);
            }
            refuseIfLate(call, null, last);
            Duration wish;
            RetryCause cause;
            try {
                ApiResponse answer = wire.send(call, secretHeaders.get());
                last = answer;
                LOG.debug("{} {}: status {}, attempt {}", call.method(), call.link(), answer.status(), attempt);
                if (!meansTryAgain(answer.status())) {
                    return answer;
                }
                if (!call.isRepeatable() || attempt >= retries.attempts()) {
                    throw failures.refused(call, answer, attempt);
                }
                wish = RetryAfter.of(answer, timing.clock().instant());
                cause = answer.status() == 429 ? RetryCause.TOO_MANY_REQUESTS : RetryCause.SERVER_ERROR;
            } catch (NotAnsweredException failure) {
                LOG.debug("{} {}: no answer, {}, attempt {}", call.method(), call.link(), failure.reason(), attempt);
                if (Thread.currentThread().isInterrupted()) {
                    throw failures.interrupted(call, failure);
                }
                refuseIfLate(call, failure, last);
                if (!mayRepeat(call, failure) || attempt >= retries.attempts()) {
                    throw failures.notAnswered(call, failure, attempt);
                }
                wish = Duration.ZERO;
                cause = causeOf(failure);
            }
            listener.retried(cause);
            Duration pause = pauseAfter(attempt, wish);
            timing.delays()
                    .waitFor(call.deadline() == null ? pause : call.deadline().shorten(pause));
        }
    }

    private void refuseIfLate(ApiRequest call, @Nullable NotAnsweredException failure, @Nullable ApiResponse last) {
        Deadline deadline = call.deadline();
        if (deadline != null && deadline.isOver()) {
            throw failures.late(call, deadline, failure, last);
        }
    }

    private static boolean mayRepeat(ApiRequest call, NotAnsweredException failure) {
        boolean isHarmless = call.isRepeatable() || !failure.mayHaveArrived();
        return switch (failure.reason()) {
            case NETWORK, TOO_SLOW, GARBAGE -> isHarmless;
            case TLS, FORBIDDEN, CLOSED, PROXY -> false;
        };
    }

    private static RetryCause causeOf(NotAnsweredException failure) {
        return switch (failure.reason()) {
            case TOO_SLOW -> RetryCause.TIMEOUT;
            case GARBAGE -> RetryCause.INVALID_ANSWER;
            case NETWORK, TLS, FORBIDDEN, CLOSED, PROXY -> RetryCause.NETWORK;
        };
    }

    private static boolean meansTryAgain(int status) {
        return switch (status) {
            case 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    private Duration pauseAfter(int attempt, Duration wish) {
        Duration own = retries.pauses().apply(attempt);
        Duration longest = retries.longestRetryAfter();
        Duration granted = wish.compareTo(longest) < 0 ? wish : longest;
        return granted.compareTo(own) > 0 ? granted : own;
    }
}
