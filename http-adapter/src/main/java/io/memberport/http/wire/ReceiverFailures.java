package io.memberport.http.wire;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same for an address of the user's own, which is not the API: what it says in an answer is not repeated. */
public final class ReceiverFailures extends HttpFailures {

    public ReceiverFailures(Origin receiver) {
        super(receiver, new Secrets(List.of()));
    }

    @Override
    public MemberportException refused(ApiRequest call, ApiResponse answer, int attempts) {
        return MemberportException.of(
                        kindOf(answer.status()),
                        "Could not " + call.task() + ": " + call.link() + " answered with status " + answer.status()
                                + (attempts > 1 ? ", also at attempt " + attempts : "") + ". "
                                + adviceFor(answer.status()))
                .httpStatus(answer.status())
                .build();
    }

    private static FailureKind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> FailureKind.ACCESS_DENIED;
            case 429 -> FailureKind.UNAVAILABLE;
            default -> status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.CONFIGURATION;
        };
    }

    private static String adviceFor(int status) {
        if (status >= 300 && status <= 399) {
            return "Redirects are not followed; give the address to which it redirects.";
        }
        return kindOf(status) == FailureKind.UNAVAILABLE
                ? "Check whether it works."
                : "Check the address, and what it requires of senders.";
    }

    @Override
    MemberportException late(
            ApiRequest call, Deadline deadline, @Nullable NotAnsweredException failure, @Nullable ApiResponse last) {
        String message =
                "Could not " + call.task() + " within " + deadline.time().toSeconds() + " s: " + call.link() + " "
                        + untilThen(failure, last) + ". Check whether it works.";
        return ofStatus(MemberportException.of(FailureKind.DEADLINE, message), last)
                .cause(failure == null ? null : failure.presentableCause())
                .build();
    }
}
