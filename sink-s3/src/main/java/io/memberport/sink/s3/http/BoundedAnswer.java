package io.memberport.sink.s3.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Keeps an answer from holding up a run: by a body without an end, or by the wish for a pause of a day. */
final class BoundedAnswer {

    /** A page of a listing has 1,000 keys of at most 1 KiB. */
    private static final long MOST_BYTES = 4L << 20;

    /** The same page, with a dozen elements for each key. */
    private static final long MOST_TAGS = 50_000;

    /** More than any object that is read; which is too long, its reader says. */
    private static final long MOST_BYTES_OF_AN_OBJECT = 32L << 20;

    private static final String RETRY_AFTER = "Retry-After";

    private BoundedAnswer() {}

    static HttpExecuteResponse of(SdkHttpRequest request, HttpExecuteResponse answer, Duration longestPause) {
        boolean isOfObject = isOfObject(request) && answer.httpResponse().isSuccessful();
        Optional<AbortableInputStream> body =
                answer.responseBody().map(open -> AbortableInputStream.create(bounded(open, isOfObject), open));
        return HttpExecuteResponse.builder()
                .response(withShortPause(answer.httpResponse(), longestPause))
                .responseBody(body.orElse(null))
                .build();
    }

    private static BoundedBody bounded(AbortableInputStream body, boolean isOfObject) {
        return isOfObject
                ? new BoundedBody(body, MOST_BYTES_OF_AN_OBJECT, Long.MAX_VALUE)
                : new BoundedBody(body, MOST_BYTES, MOST_TAGS);
    }

    private static boolean isOfObject(SdkHttpRequest request) {
        Map<String, List<String>> query = request.rawQueryParameters();
        return request.method() == SdkHttpMethod.GET
                && !query.containsKey("list-type")
                && !query.containsKey("uploads");
    }

    /** The SDK waits as long as the store wishes. */
    private static SdkHttpResponse withShortPause(SdkHttpResponse answer, Duration longest) {
        boolean isLong = answer.firstMatchingHeader(RETRY_AFTER)
                .filter(pause -> !isAtMost(pause.strip(), longest.toSeconds()))
                .isPresent();
        return isLong
                ? answer.toBuilder()
                        .putHeader(RETRY_AFTER, String.valueOf(longest.toSeconds()))
                        .build()
                : answer;
    }

    private static boolean isAtMost(String pause, long seconds) {
        return pause.matches("[0-9]{1,9}") && Integer.parseInt(pause) <= seconds;
    }
}
