package io.memberport.encoding.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Finds the path in a target as users write it: {@code csv:members.csv} or only a path. It is taken literally.
 *
 * @param scheme what stands before the colon
 * @param what what the target is, for messages: "CSV file"
 * @param example the name of one
 */
public record TargetPath(String scheme, String what, String example) {

    /** At least two letters, since one is a drive. */
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    /** Whether a target begins with a scheme, whichever it is. */
    public static boolean hasScheme(String target) {
        return WITH_SCHEME.matcher(target).matches();
    }

    /**
     * The path of a target.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it names no file on this machine
     */
    public Path parse(String target) {
        boolean hasScheme = target.regionMatches(true, 0, scheme + ":", 0, scheme.length() + 1);
        String path = hasScheme ? target.substring(scheme.length() + 1) : target;
        String named = scheme + ":" + example;
        if (path.startsWith("//") && !path.startsWith("///")) {
            throw misuse("The target '" + target + "' names a host; a " + what + " is local. Write " + scheme
                    + ":PATH, " + scheme + ":" + path.substring(1) + " for example.");
        }
        if (path.isBlank() || path.endsWith("/") || path.endsWith("\\")) {
            throw misuse(
                    "The target '" + target + "' names no file. Write " + scheme + ":PATH, " + named + " for example.");
        }
        if (isStream(path)) {
            throw misuse(
                    "The target '" + target + "' is a stream; a " + what + " is replaced as a whole once all rows are"
                            + " there. Name a file, " + named + " for example, and read that afterwards.");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw misuse("The target '" + target + "' is not a path on this system: " + e.getReason() + ".");
        }
    }

    private static boolean isStream(String path) {
        return path.equals("-")
                || path.equals("/dev/stdout")
                || path.equals("/dev/stderr")
                || path.startsWith("/dev/fd/");
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }
}
