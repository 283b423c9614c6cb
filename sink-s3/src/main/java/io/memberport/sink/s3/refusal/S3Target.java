package io.memberport.sink.s3.refusal;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Arrays;
import java.util.List;

/**
 * Where a target is.
 *
 * @param bucket its name
 * @param prefix what all keys begin with: empty, or something that ends in a slash
 */
public record S3Target(String bucket, String prefix) {

    public static final String SCHEME = "s3";

    private static final String START = SCHEME + "://";

    /** Leaves 1024, the most S3 takes, for what comes behind it. */
    private static final int LONGEST_PREFIX = 300;

    /**
     * Reads {@code s3://bucket/prefix/}, with or without the last slash.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is not that
     */
    public static S3Target parse(String target) {
        if (!target.regionMatches(true, 0, START, 0, START.length())) {
            throw misuse(target, "does not begin with s3://");
        }
        String rest = target.substring(START.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        if (bucket.contains("@")) {
            // Not quoted: what stands before the sign may be a key.
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target has an '@' in the name of its bucket. Credentials come from the environment, a profile or"
                            + " a role, never from the target. Write s3://bucket/prefix/.");
        }
        requireVisible(target);
        if (bucket.isBlank()) {
            throw misuse(target, "names no bucket");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            prefix += "/";
        }
        requirePlain(target, prefix);
        return new S3Target(bucket, prefix);
    }

    /** A line end of a file that the target was copied from, for example. */
    private static void requireVisible(String target) {
        for (int at = 0; at < target.length(); at++) {
            if (Character.isISOControl(target.charAt(at))) {
                boolean isOfBucket =
                        target.indexOf('/', START.length()) < 0 || at < target.indexOf('/', START.length());
                throw misuse(
                        target.replaceAll("\\p{Cc}", "?"),
                        "has a control character in its " + (isOfBucket ? "bucket" : "prefix") + ", as character "
                                + (at + 1));
            }
        }
    }

    private static void requirePlain(String target, String prefix) {
        List<String> segments = Arrays.asList(prefix.split("/", -1));
        List<String> named = prefix.isEmpty() ? List.of() : segments.subList(0, segments.size() - 1);
        if (named.stream().anyMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."))) {
            throw misuse(target, "has an empty segment, '.' or '..' in its prefix");
        }
        if (prefix.length() > LONGEST_PREFIX) {
            throw misuse(target, "has a prefix of more than " + LONGEST_PREFIX + " characters");
        }
    }

    private static MemberportException misuse(String target, String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The target '" + target + "' " + what
                        + ". Write s3://bucket/prefix/, s3://acme-lake/panel/ for example.");
    }

    /** A key that begins with the prefix. */
    public String key(String relative) {
        return prefix + relative;
    }

    @Override
    public String toString() {
        return START + bucket + "/" + prefix;
    }
}
