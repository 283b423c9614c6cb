package io.memberport.sink.s3.refusal;

import static io.memberport.error.FailureKind.CONFIGURATION;
import static io.memberport.error.FailureKind.TARGET;
import static io.memberport.error.FailureKind.TARGET_BUSY;

import io.memberport.error.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The table of what answers of stores mean, who has to act, and what to do about each. The first row that fits counts. */
final class StoreRefusals {

    static final String LIST_OF_STORES = "docs/object-storage.md lists stores that do.";

    private static final Pattern CHECKSUMS =
            Pattern.compile("checksum|x-amz-content-sha256|aws-chunked|x-amz-trailer|streaming-|transfer-encoding");

    private StoreRefusals() {}

    /**
     * What was asked, and what the store answered.
     *
     * @param failures what is known of the store
     */
    record Case(StoreCall call, StoreAnswer answer, StoreFailures failures) {

        S3Target target() {
            return failures.target();
        }

        boolean checksums() {
            return failures.checksums();
        }

        private StoreSilence ofOther() {
            return StoreSilence.ofOther(failures.endpoint());
        }
    }

    /**
     * A kind of refusal.
     *
     * @param what what the matter is
     * @param next what to do about it
     */
    record Row(Predicate<Case> fits, FailureKind kind, Function<Case, String> what, Function<Case, String> next) {}

    private static final List<Row> ROWS = List.of(
            row(
                    code("NoSuchBucket"),
                    CONFIGURATION,
                    "There is no such bucket.",
                    "Create it, or correct the target or the option s3.endpoint."),
            row(
                    code("InvalidBucketName"),
                    CONFIGURATION,
                    "The store does not allow this name of a bucket.",
                    "Correct the target."),
            new Row(
                    StoreRefusals::isOfOtherRegion,
                    CONFIGURATION,
                    refused -> refused.answer().region() == null
                            ? "The bucket is in another region than the request."
                            : "The bucket is in the region " + refused.answer().region() + ".",
                    refused -> refused.answer().region() == null
                            ? "Set the option s3.region to the bucket's region."
                            : "Set the option s3.region=" + refused.answer().region() + "."),
            new Row(
                    code("RequestTimeTooSkewed", "RequestExpired"),
                    CONFIGURATION,
                    refused -> "The clock of this computer is " + skew(refused.answer()) + ".",
                    refused -> "Set the clock; a service such as NTP keeps it right."),
            row(
                    code("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"),
                    TARGET,
                    "The session of the credentials has expired.",
                    "Get new credentials: sign in again, or replace AWS_SESSION_TOKEN and the keys that belong to it."),
            row(
                    code("InvalidAccessKeyId", "InvalidToken", "InvalidClientTokenId", "UnrecognizedClientException"),
                    TARGET,
                    "The store does not know the access key.",
                    "Check AWS_ACCESS_KEY_ID or the option s3.profile, and that the key is one of this store"
                            + " (option s3.endpoint)."),
            row(
                    refused -> code("SignatureDoesNotMatch").test(refused) && !mayBeChecksums(refused),
                    TARGET,
                    "The secret key is not the one of the access key.",
                    "Check AWS_SECRET_ACCESS_KEY or the option s3.profile."),
            row(
                    StoreRefusals::isOfChecksums,
                    CONFIGURATION,
                    "The store does not accept the newer checksums.",
                    "Set the option s3.checksums=when-required."),
            row(
                    refused -> refused.answer().mentions("object lock")
                            && refused.answer().mentions("md5"),
                    CONFIGURATION,
                    "Object Lock of the bucket needs checksums.",
                    "Set the option s3.checksums=when-supported."),
            row(
                    refused -> isOfConditions(refused)
                            && mayBeChecksums(refused)
                            && !refused.answer().mentions("match"),
                    CONFIGURATION,
                    "The store does not know a field of the request: that of conditional writes (If-Match,"
                            + " If-None-Match), which Memberport needs, or that of the newer checksums.",
                    "Set the option s3.checksums=when-required; if that changes nothing, use a store with conditional"
                            + " writes: " + LIST_OF_STORES),
            row(
                    StoreRefusals::isOfConditions,
                    CONFIGURATION,
                    "The store has no conditional writes (If-Match, If-None-Match), which keep two runs from mixing"
                            + " their exports.",
                    "Use a store that has them; " + LIST_OF_STORES),
            row(
                    code("InvalidStorageClass"),
                    CONFIGURATION,
                    "The store does not have this storage class.",
                    "Correct the option s3.storage-class."),
            row(
                    refused -> refused.answer().code().startsWith("KMS.")
                            || refused.answer().mentions("kms:")
                            || refused.answer().mentions("kms key"),
                    CONFIGURATION,
                    "The KMS key cannot be used.",
                    "Check the option s3.kms-key, that the key is enabled, and that these credentials have"
                            + " kms:GenerateDataKey and kms:Decrypt on it."),
            row(
                    code("InvalidEncryptionAlgorithmError", "InvalidEncryptionMethod"),
                    CONFIGURATION,
                    "The store does not have this encryption.",
                    "Correct the option s3.encryption."),
            row(
                    refused -> refused.answer().mentions("requester pays")
                            || refused.answer().mentions("x-amz-request-payer"),
                    CONFIGURATION,
                    "The bucket makes the requester pay, which Memberport does not support.",
                    "Use a bucket whose owner pays."),
            row(
                    code("InvalidObjectState"),
                    TARGET,
                    "The object is archived.",
                    "Restore it, and keep _latest.json and _manifest-* out of the bucket's rules for archiving."),
            row(
                    code("QuotaExceeded", "XMinioStorageFull", "StorageCapExceeded", "ServiceQuotaExceeded")
                            .or(status(507)),
                    TARGET,
                    "The store has no room.",
                    "Make room, or have the quota raised."),
            new Row(
                    refused -> (refused.answer().isPage() && refused.answer().status() < 500)
                            || refused.answer().mentions("made to api port")
                            || refused.answer().code().equals("MethodNotAllowed"),
                    CONFIGURATION,
                    refused -> refused.ofOther().what(),
                    refused -> refused.ofOther().next()),
            new Row(
                    status(401, 403),
                    TARGET,
                    refused ->
                            "The credentials lack the right " + refused.call().right(refused.target()) + ".",
                    refused -> "Have it granted; docs/object-storage.md has the minimum policy."),
            row(
                    StoreRefusals::isBusy,
                    TARGET_BUSY,
                    "The store is overloaded or out of order, and every attempt failed.",
                    "Run again later; if it fails again, the store's operator can find the request by its id."));

    /** Of the kinds that are not known. */
    private static final Row OTHER = row(
            any -> true,
            TARGET,
            "The store refuses this.",
            "Look up the code in the store's manual, or give its operator the request's id.");

    static Row of(Case refused) {
        return ROWS.stream().filter(row -> row.fits().test(refused)).findFirst().orElse(OTHER);
    }

    private static Row row(Predicate<Case> fits, FailureKind kind, String what, String next) {
        return new Row(fits, kind, any -> what, any -> next);
    }

    private static Predicate<Case> code(String... codes) {
        Set<String> all = Set.of(codes);
        return refused -> all.contains(refused.answer().code());
    }

    private static Predicate<Case> status(Integer... statuses) {
        Set<Integer> all = Set.of(statuses);
        return refused -> all.contains(refused.answer().status());
    }

    private static boolean isOfOtherRegion(Case refused) {
        return code("PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException")
                        .or(status(301, 307))
                        .test(refused)
                || code("AuthorizationHeaderMalformed").test(refused)
                || (refused.answer().status() == 400
                        && refused.answer().code().isEmpty()
                        && refused.answer().region() != null);
    }

    private static String skew(StoreAnswer answer) {
        Duration ahead = answer.clock();
        if (ahead == null || ahead.abs().toSeconds() < 2) {
            return "too far from the store's";
        }
        return ahead.abs().toSeconds() + " seconds " + (ahead.isNegative() ? "ahead of" : "behind") + " the store's";
    }

    /** Reading came first, with the same key: what only a request with a body makes wrong is the way the body is sent. */
    private static boolean mayBeChecksums(Case refused) {
        return refused.checksums() && refused.call().sendsBody();
    }

    private static boolean isOfChecksums(Case refused) {
        if (!refused.checksums() || (refused.answer().status() >= 500 && !isNotImplemented(refused))) {
            return false;
        }
        boolean codeOfBody = code(
                        "SignatureDoesNotMatch",
                        "MissingContentLength",
                        "XAmzContentSHA256Mismatch",
                        "IncompleteBody",
                        "InvalidDigest",
                        "BadDigest")
                .test(refused);
        return (refused.call().sendsBody() && codeOfBody)
                || (refused.call() == StoreCall.START && isNotImplemented(refused))
                || (status(400, 411, 501).test(refused)
                        && CHECKSUMS.matcher(refused.answer().text()).find());
    }

    private static boolean isNotImplemented(Case refused) {
        return status(501).or(code("NotImplemented", "XNotImplemented")).test(refused);
    }

    private static boolean isOfConditions(Case refused) {
        return isNotImplemented(refused) && (refused.call().sendsBody() || refused.call() == StoreCall.COMPLETE);
    }

    private static boolean isBusy(Case refused) {
        return refused.answer().status() >= 500
                || status(408, 429).test(refused)
                || code(
                                "SlowDown",
                                "RequestTimeout",
                                "Throttling",
                                "TooManyRequests",
                                "ServiceUnavailable",
                                "InternalError")
                        .test(refused);
    }
}
