package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.Exchange;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store is asked for that the one of the tests does not have: it refuses, and what it was sent is looked at. */
class RequestFieldsTest {

    private static final Predicate<RequestLine> NEW_UPLOAD = having("POST", "uploads");
    private static final Predicate<RequestLine> LATEST = having("PUT", "_latest.json");

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.GZIP);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private Map<String, String> fieldsOf(Predicate<RequestLine> which, Map<String, String> settings) {
        route.add(which, Fault.answer(403, "AccessDenied"));
        route.add(having("PUT", "_check"), Fault.answer(412, "PreconditionFailed"));
        Map<String, String> options =
                new HashMap<>(fixture.with("endpoint", route.endpoint().toString()));
        options.putAll(settings);
        try (MemberSink sink = fixture.sink(options)) {
            assertThrows(MemberportException.class, () -> {
                if (which == NEW_UPLOAD) {
                    sink.check();
                } else {
                    sink.open(SinkContext.of("c"));
                }
            });
        }
        List<Exchange> sent = route.exchanges().stream()
                .filter(exchange -> which.test(exchange.request()))
                .toList();
        assertFalse(sent.isEmpty());
        return sent.get(0).fields();
    }

    @Test
    void areEncryptionClassAndTagsOfDataFiles() {
        Map<String, String> fields = fieldsOf(
                NEW_UPLOAD,
                Map.of(
                        "encryption", "aws:kms",
                        "kms-key", "alias/members",
                        "storage-class", "STANDARD_IA",
                        "tags", "team=panel & co,kind=personal data"));

        assertEquals("aws:kms", fields.get("x-amz-server-side-encryption"));
        assertEquals("alias/members", fields.get("x-amz-server-side-encryption-aws-kms-key-id"));
        assertEquals("STANDARD_IA", fields.get("x-amz-storage-class"));
        assertEquals("kind=personal%20data&team=panel%20%26%20co", fields.get("x-amz-tagging"));
    }

    @Test
    void areTheEncryptionOfWhatIsNoDataFileToo() {
        Map<String, String> fields = fieldsOf(LATEST, Map.of("encryption", "AES256", "storage-class", "STANDARD_IA"));

        assertEquals("AES256", fields.get("x-amz-server-side-encryption"));
        assertEquals(null, fields.get("x-amz-storage-class"));
    }

    @Test
    void areNoneUnlessChosen() {
        Map<String, String> fields = fieldsOf(NEW_UPLOAD, Map.of());

        for (String name : List.of("server-side-encryption", "storage-class", "tagging")) {
            assertEquals(null, fields.get("x-amz-" + name));
        }
        assertEquals("CRC32", fields.get("x-amz-checksum-algorithm"));
        assertEquals("FULL_OBJECT", fields.get("x-amz-checksum-type"));
    }

    @Test
    void areNoChecksumsForStoresThatDoNotKnowThem() {
        Map<String, String> fields = fieldsOf(NEW_UPLOAD, Map.of("checksums", "when-required"));

        assertFalse(fields.keySet().stream().anyMatch(name -> name.contains("checksum")), fields.keySet()::toString);
    }
}
