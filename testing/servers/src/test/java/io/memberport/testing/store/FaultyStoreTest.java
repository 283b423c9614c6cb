package io.memberport.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the AWS SDK makes of a store behind a route. */
@Timeout(120)
class FaultyStoreTest {

    private final ObjectStore store = ObjectStore.shared();
    private final FaultyRoute route = FaultyRoute.to(store.endpoint());
    private final S3Client client = Clients.of(store, route.endpoint());
    private final String bucket = store.createBucket();

    @AfterEach
    void end() {
        client.close();
        route.close();
        store.deleteBucket(bucket);
    }

    @Test
    void signaturesHoldBehindTheRoute() {
        byte[] content = Clients.content(Clients.PART_BYTES);
        String upload = Clients.begin(client, bucket, "key");
        CompletedPart part = Clients.part(client, bucket, "key", upload, 1, content);
        Clients.completeIfAbsent(client, bucket, "key", upload, part);

        assertArrayEquals(
                content,
                client.getObjectAsBytes(request -> request.bucket(bucket).key("key"))
                        .asByteArray());
        assertEquals(
                List.of("POST uploads 200", "PUT partNumber 200", "POST uploadId 200", "GET  200"),
                route.exchanges().stream()
                        .map(exchange -> exchange.request().method() + " "
                                + exchange.request().query().replaceFirst("[=&].*", "") + " "
                                + exchange.status().orElse(0))
                        .toList());
    }

    @Test
    void theClientTriesAgainWhenItIsToldToSlowDown() {
        Rule slowDown = route.add(RequestLine.having("PUT", "partNumber="), 2, Fault.answer(503, "SlowDown"));
        String upload = Clients.begin(client, bucket, "key");

        Clients.part(client, bucket, "key", upload, 1, Clients.content(Clients.PART_BYTES));

        assertEquals(2, slowDown.applied());
        assertEquals(List.of(200, 503, 503, 200), statuses());
    }

    private List<Integer> statuses() {
        return route.exchanges().stream()
                .map(Exchange::status)
                .map(status -> status.orElse(0))
                .toList();
    }

    @Test
    void theClientGivesUpWhenItMayNot() {
        route.add(request -> request.path().endsWith("/_latest.json"), Fault.answer(403, "AccessDenied"));

        S3Exception refusal =
                assertThrows(S3Exception.class, () -> Clients.put(client, bucket, "a/_latest.json", "{}"));

        assertEquals("AccessDenied", refusal.awsErrorDetails().errorCode());
        assertEquals(List.of(403), statuses());
        Clients.put(client, bucket, "a/other.json", "{}");
    }

    @Test
    void theStoreKeepsNothingOfARequestThatIsCut() {
        Rule cut = route.add(RequestLine.having("PUT", "/key"), Fault.cutAfter(100_000));

        assertThrows(SdkClientException.class, () -> Clients.put(client, bucket, "key", "x".repeat(1_000_000)));

        assertTrue(cut.applied() > 1, "attempts");
        assertEquals(Set.of(0), Set.copyOf(statuses()));
        cut.end();
        assertThrows(NoSuchKeyException.class, () -> Clients.text(client, bucket, "key"));
    }

    /** The trap of conditional requests: the client meets itself. */
    @Test
    void theStoreHasDoneWhatItsLostAnswerSaid() {
        route.add(RequestLine.having("PUT", "/key"), 1, Fault.loseAnswer());

        S3Exception refusal = assertThrows(S3Exception.class, () -> Clients.putIfAbsent(client, bucket, "key", "text"));

        assertEquals(412, refusal.statusCode());
        assertEquals("text", Clients.text(client, bucket, "key"));
        assertEquals(OptionalInt.empty(), route.exchanges().get(0).status());
    }

    @Test
    void anErrorCanComeAfterTheStatus() {
        String upload = Clients.begin(client, bucket, "key");
        CompletedPart part = Clients.part(client, bucket, "key", upload, 1, Clients.content(1));
        Rule late = route.add(RequestLine.having("POST", "uploadId="), 1, Fault.answer(200, "InternalError"));

        Clients.completeIfAbsent(client, bucket, "key", upload, part);

        assertEquals(1, late.applied());
    }
}
