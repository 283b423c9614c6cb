package io.memberport.sink.s3.refusal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An answer of the store that is not a success.
 *
 * @param code such as AccessDenied; empty if the answer has none, as that to a HEAD
 * @param text code and message in lower case, to recognise things in. Never quoted: it may have a signature in it
 * @param isPage whether it is a web page
 * @param region the region that it names; null if it names none
 * @param clock how much the store's clock is ahead of this one's; null if it does not say
 * @param request what the store calls the request; null if it does not say
 * @param challenges the ways to log in that a proxy asks for
 */
record StoreAnswer(
        int status,
        String code,
        String text,
        boolean isPage,
        @Nullable String region,
        @Nullable Duration clock,
        @Nullable String request,
        List<String> challenges) {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{2,40}");
    private static final Pattern EXPECTED = Pattern.compile("expecting '([a-z0-9-]{2,40})'");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._]{1,60}");

    static StoreAnswer of(AwsServiceException failed) {
        AwsErrorDetails details = failed.awsErrorDetails();
        if (details == null) {
            return new StoreAnswer(failed.statusCode(), "", "", false, null, null, failed.requestId(), List.of());
        }
        String text = (details.errorCode() + " " + details.errorMessage()).toLowerCase(Locale.ROOT);
        Optional<SdkHttpResponse> http = Optional.ofNullable(details.sdkHttpResponse());
        return new StoreAnswer(
                failed.statusCode(),
                plain(details.errorCode()),
                text,
                isPage(http, text),
                region(http, text),
                clock(http),
                failed.requestId(),
                http.map(answer -> answer.matchingHeaders("Proxy-Authenticate")).orElse(List.of()));
    }

    private static String plain(@Nullable String code) {
        return code != null && CODE.matcher(code).matches() ? code : "";
    }

    private static boolean isPage(Optional<SdkHttpResponse> http, String text) {
        return text.contains("<html") || field(http, "Content-Type").orElse("").startsWith("text/html");
    }

    private static @Nullable String region(Optional<SdkHttpResponse> http, String text) {
        Optional<String> header = field(http, "x-amz-bucket-region")
                .filter(region -> REGION.matcher(region).matches());
        return header.orElseGet(() -> expected(text));
    }

    private static @Nullable String expected(String text) {
        Matcher matcher = EXPECTED.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static @Nullable Duration clock(Optional<SdkHttpResponse> http) {
        try {
            return field(http, "Date")
                    .map(date -> Duration.between(
                            Instant.now(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))))
                    .orElse(null);
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static Optional<String> field(Optional<SdkHttpResponse> http, String name) {
        return http.flatMap(answer -> answer.firstMatchingHeader(name));
    }

    boolean mentions(String part) {
        return text.contains(part);
    }

    /** What a message may show of it. */
    String described() {
        return status + (code.isEmpty() ? "" : " " + code) + (request == null ? "" : " (request " + request + ")");
    }
}
