package io.memberport.cli.monitor;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The headers that a receiver of OTLP knows senders by, as OpenTelemetry's variables give them: {@code name=value}, with commas between
 * several, and the values percent-encoded. They are credentials, so no message has a name or a value.
 */
public final class OtlpHeaders {

    /** The second is for metrics alone, and overrides the first. */
    private static final List<String> VARIABLES =
            List.of("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS");

    /** A token of HTTP. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private OtlpHeaders() {}

    /**
     * The headers of an environment. Names that differ in case alone are one name.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if one cannot be understood
     */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String variable : VARIABLES) {
            for (String header : environment.getOrDefault(variable, "").split(",", -1)) {
                if (!header.isBlank()) {
                    int end = header.indexOf('=');
                    String name = header.substring(0, Math.max(0, end)).strip();
                    require(NAME.matcher(name).matches(), variable);
                    headers.put(name, decoded(header.substring(end + 1).strip(), variable));
                }
            }
        }
        return headers;
    }

    private static String decoded(String value, String variable) {
        try {
            // A plus is itself here, and not a blank as in forms.
            String decoded = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            require(decoded.chars().noneMatch(Character::isISOControl), variable);
            return decoded;
        } catch (IllegalArgumentException quotesTheValue) {
            throw misuse(variable);
        }
    }

    private static void require(boolean isUnderstood, String variable) {
        if (!isUnderstood) {
            throw misuse(variable);
        }
    }

    private static MemberportException misuse(String variable) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                variable
                        + " has a header that cannot be understood. Write name=value, with commas between several; in a"
                        + " value, write a comma as %2C and a percent sign as %25.");
    }
}
