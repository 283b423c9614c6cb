package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells what the SDK's exceptions mean. None of them is passed on as a cause: their messages quote what they were given,
 * lines of a credentials file for example.
 */
final class S3Failures {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final Set<Integer> DENIED = Set.of(401, 403);

    private S3Failures() {}

    /**
     * A failure.
     *
     * @param doing what was tried, as an infinitive
     */
    static MemberportException of(String doing, S3Target target, SdkException failed) {
        if (isInterruption(failed)) {
            return interrupted(doing, target);
        }
        String start = "Failed to " + doing + " " + target + ": ";
        MemberportException translated;
        if (failed instanceof AwsServiceException answered) {
            translated = answered(start, answered);
        } else {
            translated = new MemberportException(
                    FailureKind.TARGET,
                    start + "the store was not reached, or credentials or a region are missing (" + nameOf(failed)
                            + "). Check the options endpoint, region and profile, the credentials in the environment, and"
                            + " the network.");
        }
        translated.setStackTrace(failed.getStackTrace());
        return translated;
    }

    static MemberportException interrupted(String doing, S3Target target) {
        Thread.currentThread().interrupt();
        return new MemberportException(
                FailureKind.INTERRUPTED, "Interrupted while trying to " + doing + " " + target + ".");
    }

    private static MemberportException answered(String start, AwsServiceException answer) {
        int status = answer.statusCode();
        String code = codeOf(answer);
        String said = "the store answered " + status + (code == null ? "" : " " + code) + requestOf(answer) + ". ";
        if ("NoSuchBucket".equals(code)) {
            return new MemberportException(
                    FailureKind.CONFIGURATION,
                    start + said + "There is no such bucket; make it, or correct the target.");
        }
        String next = DENIED.contains(status)
                ? "Check the credentials and what they allow; docs/object-storage.md has the least policy."
                : "Run again; if it stays so, whoever runs the store can find the request by its id.";
        return MemberportException.of(FailureKind.TARGET, start + said + next)
                .httpStatus(status)
                .build();
    }

    private static @Nullable String codeOf(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null ? null : details.errorCode();
    }

    private static String requestOf(AwsServiceException answer) {
        return answer.requestId() == null ? "" : " (request " + answer.requestId() + ")";
    }

    /** The class that says most: the innermost one. */
    private static String nameOf(Throwable failed) {
        Throwable innermost = failed;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName();
    }

    private static boolean isInterruption(SdkException failed) {
        return failed instanceof AbortedException || Thread.currentThread().isInterrupted();
    }

    /** Whether the store has answered that there is no such thing. */
    static boolean isAbsent(SdkException failed) {
        return failed instanceof AwsServiceException answered && answered.statusCode() == NOT_FOUND;
    }

    /** Whether the store has answered that a condition does not hold, or that somebody else is at it. */
    static boolean isConflict(SdkException failed) {
        return failed instanceof AwsServiceException answered
                && (answered.statusCode() == PRECONDITION_FAILED || answered.statusCode() == CONFLICT);
    }
}
