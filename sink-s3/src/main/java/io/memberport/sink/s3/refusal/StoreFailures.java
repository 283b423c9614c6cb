package io.memberport.sink.s3.refusal;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.NetworkProxy;
import io.memberport.port.network.ProxyRefusal;
import io.memberport.sink.s3.refusal.StoreRefusals.Case;
import io.memberport.sink.s3.refusal.StoreRefusals.Row;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells what the SDK's exceptions mean: {@link StoreRefusals} has what stores answer, {@link StoreSilence} what can happen
 * without an answer. None of them is passed on as a cause: their messages quote what they were given, lines of a credentials
 * file for example.
 *
 * @param endpoint null for Amazon's
 * @param checksums whether the newer checksums are sent
 * @param profiles where credentials are looked for
 * @param proxy on the way to the store; null if there is none
 */
public record StoreFailures(
        S3Target target,
        @Nullable URI endpoint,
        boolean checksums,
        SharedProfiles profiles,
        @Nullable NetworkProxy proxy) {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final String GOOGLE = "storage.googleapis.com";

    /**
     * A failure.
     *
     * @param key of the object concerned; empty if there is none
     */
    public MemberportException of(StoreCall call, String key, SdkException failed) {
        String doing = call.of(key);
        if (isInterruption(failed)) {
            return interrupted(doing, target);
        }
        String start = "Failed to " + doing + " " + target + ": ";
        MemberportException translated = failed instanceof AwsServiceException answered
                ? answered(start, new Case(call, StoreAnswer.of(answered), this))
                : silent(start, StoreSilence.of(this, failed));
        translated.setStackTrace(failed.getStackTrace());
        return translated;
    }

    public static MemberportException interrupted(String doing, S3Target target) {
        Thread.currentThread().interrupt();
        return new MemberportException(
                FailureKind.INTERRUPTED, "Interrupted while trying to " + doing + " " + target + ".");
    }

    /** Of a run that has lost its claim. */
    public static MemberportException takenOver(S3Target target) {
        return new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another run has taken over the target " + target + ". This one has committed nothing; run again.");
    }

    /** Of an answer that lacks what every store sends. */
    public MemberportException notOfStore(StoreCall call, String key) {
        return silent("Failed to " + call.of(key) + " " + target + ": ", StoreSilence.ofOther(endpoint));
    }

    private static MemberportException silent(String start, StoreSilence silence) {
        return MemberportException.of(silence.kind(), start + silence.what() + " " + silence.next())
                .remedy(silence.remedy())
                .build();
    }

    private MemberportException answered(String start, Case refused) {
        if (isOfProxy(refused)) {
            return answeredByProxy(start, refused.answer());
        }
        Row row = StoreRefusals.of(refused);
        return MemberportException.of(
                        row.kind(),
                        start + "the store answered " + refused.answer().described() + ". "
                                + row.what().apply(refused) + " " + row.next().apply(refused) + google(row))
                .httpStatus(refused.answer().status())
                .build();
    }

    /** A store names the error or the request, except in answers to HEAD; a proxy does neither. */
    private boolean isOfProxy(Case refused) {
        StoreAnswer answer = refused.answer();
        boolean isAnonymous = answer.code().isEmpty() && answer.request() == null && refused.call() != StoreCall.LOOK;
        return answer.status() == PROXY_AUTHENTICATION || (proxy != null && isAnonymous && !isPlain());
    }

    /** Over plain http a proxy passes the store's own answers on, whatever they are. */
    private boolean isPlain() {
        return endpoint != null && "http".equals(endpoint.getScheme());
    }

    private MemberportException answeredByProxy(String start, StoreAnswer answer) {
        ProxyRefusal refusal = ProxyRefusal.of(answer.status(), proxy, answer.challenges());
        String next = refusal.isPassing()
                ? "Run again later; if it fails again, ask its operator why it does not reach the store."
                : refusal.advice();
        return MemberportException.of(
                        refusal.isPassing() ? FailureKind.TARGET_BUSY : FailureKind.CONFIGURATION,
                        start + "The proxy " + (proxy == null ? "" : proxy + " ") + "answered with status "
                                + answer.status() + ", not the store. " + next)
                .httpStatus(answer.status())
                .build();
    }

    /** Of a store that has done what it was asked only on a condition that does not hold. */
    public MemberportException ignoredCondition() {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The store of " + target
                        + " ignores the conditions of conditional writes (If-Match, If-None-Match): two"
                        + " runs at once would mix their exports. No export was written. Use a store that honours them; "
                        + StoreRefusals.LIST_OF_STORES + google(null));
    }

    /** Its S3 API has conditions of its own, and ignores Amazon's when something is written. */
    private String google(@Nullable Row row) {
        boolean isGoogle = endpoint != null && endpoint.getHost().endsWith(GOOGLE);
        boolean isPermanent = row == null || row.kind() == FailureKind.CONFIGURATION;
        return isGoogle && isPermanent
                ? " Google Cloud Storage is not supported: its S3 API has no conditional writes by If-Match and"
                        + " If-None-Match."
                : "";
    }

    private static boolean isInterruption(SdkException failed) {
        return failed instanceof AbortedException || Thread.currentThread().isInterrupted();
    }

    /** The same failure with a sentence on what has become of the target, unless it has one. */
    public static MemberportException saying(String sentence, MemberportException failed) {
        return String.valueOf(failed.getMessage()).contains("committed") ? failed : failed.with(sentence);
    }

    /** Whether the store has answered that there is no such object or upload. */
    public static boolean isAbsent(SdkException failed) {
        return failed instanceof AwsServiceException answered
                && answered.statusCode() == NOT_FOUND
                && !StoreAnswer.of(answered).code().equals("NoSuchBucket");
    }

    /** Whether the store has answered that a condition does not hold, or that another writer is changing the object. */
    public static boolean isConflict(SdkException failed) {
        return failed instanceof AwsServiceException answered
                && (answered.statusCode() == PRECONDITION_FAILED || answered.statusCode() == CONFLICT);
    }
}
