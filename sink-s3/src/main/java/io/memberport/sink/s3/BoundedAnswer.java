package io.memberport.sink.s3;

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
    static final long MOST_BYTES = 4L << 20;

    /** More than any object that is read; which is too long, its reader says. */
    private static final long MOST_BYTES_OF_AN_OBJECT = 32L << 20;

    private static final String RETRY_AFTER = "Retry-After";
    private static final String LONGEST_PAUSE_SECONDS = "60";

    private BoundedAnswer() {}

    static HttpExecuteResponse of(SdkHttpRequest request, HttpExecuteResponse answer) {
        long mostBytes =
                isOfObject(request) && answer.httpResponse().isSuccessful() ? MOST_BYTES_OF_AN_OBJECT : MOST_BYTES;
        Optional<AbortableInputStream> body =
                answer.responseBody().map(open -> AbortableInputStream.create(new BoundedBody(open, mostBytes), open));
        return HttpExecuteResponse.builder()
                .response(withShortPause(answer.httpResponse()))
                .responseBody(body.orElse(null))
                .build();
    }

    private static boolean isOfObject(SdkHttpRequest request) {
        Map<String, List<String>> query = request.rawQueryParameters();
        return request.method() == SdkHttpMethod.GET
                && !query.containsKey("list-type")
                && !query.containsKey("uploads");
    }

    /** The SDK waits as long as the store wishes. */
    private static SdkHttpResponse withShortPause(SdkHttpResponse answer) {
        boolean isLong = answer.firstMatchingHeader(RETRY_AFTER)
                .filter(pause -> !pause.strip().matches("[0-5]?[0-9]"))
                .isPresent();
        return isLong
                ? answer.toBuilder()
                        .putHeader(RETRY_AFTER, LONGEST_PAUSE_SECONDS)
                        .build()
                : answer;
    }
}
