package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.refusal.SharedProfiles;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import io.memberport.testing.store.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a check says of a store that refuses something, before an export is asked for. */
class StoreRefusalTest {

    private static final Predicate<RequestLine> LIST = having("GET", "/");
    private static final Predicate<RequestLine> UPLOAD = having("POST", "uploads");
    private static final Predicate<RequestLine> PUT = having("PUT", "_check");

    private static final StoreBounds ONE_ATTEMPT = new StoreBounds(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            1);

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.GZIP);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private S3MemberSink.Builder sink() {
        return S3MemberSink.to(fixture.target())
                .endpoint(route.endpoint())
                .pathStyle(true)
                .profile(TestCredentials.PROFILE)
                .bounds(ONE_ATTEMPT);
    }

    private static MemberportException refusal(S3MemberSink.Builder builder) {
        try (S3MemberSink sink = builder.build()) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);
            assertFalse(failure.toString().contains(ObjectStore.shared().secretKey()));
            return failure;
        }
    }

    private static void assertSays(MemberportException failure, FailureKind kind, String what, String next) {
        assertEquals(kind, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains(what), failure::toString);
        assertTrue(failure.toString().contains(next), failure::toString);
        assertEquals(
                kind.isRetryable(),
                failure.toString().toLowerCase(Locale.ROOT).contains("run again"),
                failure::toString);
    }

    private static Fault error(int status, String code, String message) {
        return Fault.answer(
                status,
                Map.of("Content-Type", "application/xml"),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><RequestId>R-1</RequestId></Error>");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        LIST,
                        error(404, "NoSuchBucket", "The specified bucket does not exist"),
                        FailureKind.CONFIGURATION,
                        "There is no such bucket.",
                        "Create it, or correct the target or the option s3.endpoint."),
                arguments(
                        LIST,
                        error(400, "InvalidBucketName", "The specified bucket is not valid."),
                        FailureKind.CONFIGURATION,
                        "The store does not allow this name of a bucket.",
                        "Correct the target."),
                arguments(
                        LIST,
                        error(400, "AuthorizationHeaderMalformed", "The region is wrong; expecting 'eu-west-1'"),
                        FailureKind.CONFIGURATION,
                        "The bucket is in the region ",
                        "Set the option s3.region=eu-west-1."),
                arguments(
                        LIST,
                        Fault.answer(
                                301,
                                Map.of("x-amz-bucket-region", "eu-central-1", "Content-Type", "application/xml"),
                                "<Error><Code>PermanentRedirect</Code><Message>Use the endpoint.</Message></Error>"),
                        FailureKind.CONFIGURATION,
                        "The bucket is in the region ",
                        "Set the option s3.region=eu-central-1."),
                arguments(
                        LIST,
                        error(400, "ExpiredToken", "The provided token has expired."),
                        FailureKind.TARGET,
                        "The session of the credentials has expired.",
                        "Get new credentials"),
                arguments(
                        LIST,
                        error(403, "InvalidAccessKeyId", "The AWS Access Key Id does not exist in our records."),
                        FailureKind.TARGET,
                        "The store does not know the access key.",
                        "Check AWS_ACCESS_KEY_ID or the option s3.profile"),
                arguments(
                        LIST,
                        error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match"),
                        FailureKind.TARGET,
                        "The secret key is not the one of the access key.",
                        "Check AWS_SECRET_ACCESS_KEY or the option s3.profile."),
                arguments(
                        PUT,
                        error(400, "XNotImplemented", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER is not supported"),
                        FailureKind.CONFIGURATION,
                        "The store does not accept the newer checksums.",
                        "Set the option s3.checksums=when-required."),
                arguments(
                        PUT,
                        error(411, "MissingContentLength", "You must provide the Content-Length HTTP header."),
                        FailureKind.CONFIGURATION,
                        "The store does not accept the newer checksums.",
                        "Set the option s3.checksums=when-required."),
                arguments(
                        PUT,
                        error(400, "InvalidArgument", "aws-chunked encoding is not supported"),
                        FailureKind.CONFIGURATION,
                        "The store does not accept the newer checksums.",
                        "Set the option s3.checksums=when-required."),
                arguments(
                        PUT,
                        error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match"),
                        FailureKind.CONFIGURATION,
                        "The store does not accept the newer checksums.",
                        "Set the option s3.checksums=when-required."),
                arguments(
                        UPLOAD,
                        error(
                                501,
                                "NotImplemented",
                                "A header you provided implies functionality that is not implemented"),
                        FailureKind.CONFIGURATION,
                        "The store does not accept the newer checksums.",
                        "Set the option s3.checksums=when-required."),
                arguments(
                        PUT,
                        error(
                                501,
                                "NotImplemented",
                                "A header you provided implies functionality that is not implemented"),
                        FailureKind.CONFIGURATION,
                        "The store does not know a field of the request: that of conditional writes",
                        "Set the option s3.checksums=when-required; if that changes nothing, use a store with"),
                arguments(
                        UPLOAD,
                        error(400, "InvalidStorageClass", "The storage class you specified is not valid"),
                        FailureKind.CONFIGURATION,
                        "The store does not have this storage class.",
                        "Correct the option s3.storage-class."),
                arguments(
                        UPLOAD,
                        error(403, "AccessDenied", "not authorized to perform: kms:GenerateDataKey on resource: k"),
                        FailureKind.CONFIGURATION,
                        "The KMS key cannot be used.",
                        "Check the option s3.kms-key"),
                arguments(
                        UPLOAD,
                        error(400, "KMS.DisabledException", "k is disabled."),
                        FailureKind.CONFIGURATION,
                        "The KMS key cannot be used.",
                        "Check the option s3.kms-key"),
                arguments(
                        PUT,
                        error(403, "AccessDenied", "Bucket is a Requester Pays bucket but no x-amz-request-payer"),
                        FailureKind.CONFIGURATION,
                        "The bucket makes the requester pay, which Memberport does not support.",
                        "Use a bucket whose owner pays."),
                arguments(
                        PUT,
                        error(507, "XMinioStorageFull", "Storage backend has reached its minimum free threshold"),
                        FailureKind.TARGET,
                        "The store has no room.",
                        "Make room, or have the quota raised."),
                arguments(
                        LIST,
                        Fault.answer(404, Map.of("Content-Type", "text/html"), "<html>Not Found</html>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        Fault.answer(
                                200, Map.of("Content-Type", "text/html"), "<!doctype html><html><p>Hello<br></html>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        Fault.answer(200, Map.of("Content-Type", "text/html"), "<html><body>Sign in</body></html>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store: the endpoint http://127.0.0.1:",
                        "or a login page of the network came in its place. Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        Fault.answer(200, Map.of("Content-Type", "application/xml"), "<rss><channel/></rss>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        Fault.answer(200, Map.of("Content-Type", "application/json"), "{}"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        Fault.answer(200, Map.of(), ""),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        UPLOAD,
                        Fault.answer(200, Map.of("Content-Type", "text/html"), "<html><body>Sign in</body></html>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        PUT,
                        Fault.answer(200, Map.of("Content-Type", "text/html"), "<html><body>Sign in</body></html>"),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        LIST,
                        error(400, "InvalidArgument", "S3 API Requests must be made to API port."),
                        FailureKind.CONFIGURATION,
                        "The answer is not that of an S3 store",
                        "Correct the option s3.endpoint;"),
                arguments(
                        UPLOAD,
                        error(403, "AccessDenied", "Access Denied"),
                        FailureKind.TARGET,
                        "The credentials lack the right s3:PutObject on arn:aws:s3:::",
                        "Have it granted; docs/object-storage.md has the minimum policy."),
                arguments(
                        LIST,
                        error(403, "AccessDenied", "Access Denied"),
                        FailureKind.TARGET,
                        "The credentials lack the right s3:ListBucket on arn:aws:s3:::",
                        "Have it granted; docs/object-storage.md has the minimum policy."),
                arguments(
                        LIST,
                        error(503, "SlowDown", "Please reduce your request rate."),
                        FailureKind.TARGET_BUSY,
                        "The store is overloaded or out of order, and every attempt failed.",
                        "Run again later"),
                arguments(
                        LIST,
                        Fault.answer(502, Map.of("Content-Type", "text/html"), "<html>Bad Gateway</html>"),
                        FailureKind.TARGET_BUSY,
                        "The store is overloaded or out of order, and every attempt failed.",
                        "Run again later"),
                arguments(
                        LIST,
                        error(400, "WhoKnows", "Something else"),
                        FailureKind.TARGET,
                        "The store refuses this.",
                        "Look up the code in the store's manual"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isExplained(Predicate<RequestLine> which, Fault fault, FailureKind kind, String what, String next) {
        route.add(which, fault);

        assertSays(refusal(sink()), kind, what, next);
    }

    @Test
    void tellsHowWrongTheClockIs() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
        route.add(
                LIST,
                Fault.answer(
                        403,
                        Map.of("Date", date, "Content-Type", "application/xml"),
                        "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>"));

        MemberportException failure = refusal(sink());

        assertSays(failure, FailureKind.CONFIGURATION, "The clock of this computer is ", "Set the clock");
        assertTrue(failure.toString().matches("(?s).*is (9\\d|100) seconds behind the store's.*"), failure::toString);
    }

    @Test
    void findsThatTheStoreIgnoresConditionsAndLeavesNothing() throws Exception {
        route.add(PUT, Fault.answer(200, Map.of("ETag", "\"1\""), ""));

        MemberportException failure = refusal(sink());

        assertSays(
                failure,
                FailureKind.CONFIGURATION,
                "ignores the conditions of conditional writes (If-Match, If-None-Match)",
                "Use a store that honours them; docs/object-storage.md lists stores that do.");
        assertTrue(route.exchanges().stream()
                .anyMatch(done -> having("DELETE", "_check").test(done.request())
                        && !done.request().target().contains("uploadId")));
        assertEquals(0, fixture.client().keys().size());
    }

    @Test
    void isContentWithAStoreThatLooksAtConditionsOnlyIfThereIsAnObject() throws Exception {
        Rule written = route.add(PUT, 1, Fault.answer(200, Map.of("ETag", "\"1\""), ""));

        try (S3MemberSink sink = sink().build()) {
            sink.check();
        }

        assertEquals(1, written.applied());
        assertEquals(
                2,
                route.exchanges().stream()
                        .filter(done -> PUT.test(done.request()))
                        .count());
        assertEquals(0, fixture.client().keys().size());
    }

    @Test
    void isContentWithAStoreThatHonoursConditions() throws Exception {
        try (S3MemberSink sink = sink().build()) {
            sink.check();
        }

        assertEquals(0, fixture.client().keys().size());
        assertEquals(0, fixture.client().unfinishedUploads().size());
    }

    @Test
    void saysThatTheStoreHasNoConditionalWrites() {
        route.add(
                PUT,
                error(501, "NotImplemented", "A header you provided implies functionality that is not implemented"));

        assertSays(
                refusal(sink().checksums(false)),
                FailureKind.CONFIGURATION,
                "The store has no conditional writes (If-Match, If-None-Match)",
                "Use a store that has them; docs/object-storage.md lists stores that do.");
    }

    @Test
    void saysNothingOfChecksumsThatAreNotSent() {
        route.add(PUT, error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match"));

        assertSays(
                refusal(sink().checksums(false)),
                FailureKind.TARGET,
                "The secret key is not the one of the access key.",
                "Check AWS_SECRET_ACCESS_KEY or the option s3.profile.");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        assertSays(
                refusal(sink().profile(null)),
                FailureKind.CONFIGURATION,
                "No credentials were found",
                "Set one of these, or choose a profile with the option s3.profile.");
    }

    @Test
    void saysThatThereIsNoRegion() {
        assertSays(
                refusal(sink().endpoint(null)),
                FailureKind.CONFIGURATION,
                "No region is set.",
                "Set the option s3.region, or AWS_REGION, or a region in the profile.");
    }

    @Test
    void saysThatTheBucketHasNoHostOfItsOwn() {
        assertSays(
                refusal(sink().endpoint(URI.create("https://store.invalid")).pathStyle(false)),
                FailureKind.CONFIGURATION,
                "There is no host ",
                "Set the option s3.path-style=true, or correct the option s3.endpoint.");
    }

    @Test
    void saysThatTheHostIsNotKnown() {
        assertSays(
                refusal(sink().endpoint(URI.create("https://store.invalid"))),
                FailureKind.TARGET_BUSY,
                "The host of the store is not known.",
                "Check the network and the option s3.endpoint");
    }

    @Test
    void saysThatNoConnectionCanBeMade() {
        URI endpoint = route.endpoint();
        route.close();

        assertSays(
                refusal(sink().endpoint(endpoint)),
                FailureKind.TARGET_BUSY,
                "No connection to the store can be made.",
                "Check the network and the option s3.endpoint");
    }

    @Test
    void saysThatTheEndpointDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuseInPlainText(plain));

            assertSays(
                    refusal(sink().endpoint(URI.create("https://127.0.0.1:" + plain.getLocalPort()))),
                    FailureKind.CONFIGURATION,
                    "No encrypted connection can be made",
                    "an encrypted connection needs a port that speaks TLS. The store's address is the option s3.endpoint.");
            answered.get(30, TimeUnit.SECONDS);
        }
    }

    private static void refuseInPlainText(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // The client has seen enough.
        }
    }

    /** A certificate for all names before the store's own does not cover names with a dot. */
    @Test
    void putsABucketWithADotIntoThePathByItself() {
        MemberportException failure = refusal(S3MemberSink.to("s3://my.bucket/members/")
                .endpoint(URI.create("https://store.invalid"))
                .profile(TestCredentials.PROFILE)
                .bounds(ONE_ATTEMPT));

        assertSays(
                failure,
                FailureKind.TARGET_BUSY,
                "The host of the store is not known.",
                "Check the network and the option s3.endpoint");
    }

    @Test
    void namesAStoreThatIsKnownToHaveNoConditionalWrites() {
        StoreFailures google = new StoreFailures(
                S3Target.parse(fixture.target()),
                URI.create("https://storage.googleapis.com"),
                true,
                SharedProfiles.ofProcess(null),
                null);

        assertTrue(google.ignoredCondition().toString().contains("Google Cloud Storage is not supported"));
    }
}
