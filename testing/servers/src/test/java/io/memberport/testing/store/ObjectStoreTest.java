package io.memberport.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerOwner;
import io.memberport.testing.process.ServerRemains;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(120)
class ObjectStoreTest {

    private final ObjectStore store = ObjectStore.shared();
    private final S3Client client = Clients.of(store, store.endpoint());
    private final String bucket = store.createBucket();

    @AfterEach
    void end() {
        client.close();
        store.deleteBucket(bucket);
    }

    @Test
    void keepsAndListsObjects() {
        Clients.put(client, bucket, "2026/a.csv", "ä");
        Clients.put(client, bucket, "2026/b.csv", "");

        assertEquals("ä", Clients.text(client, bucket, "2026/a.csv"));
        assertEquals("", Clients.text(client, bucket, "2026/b.csv"));
        assertEquals(List.of("2026/a.csv", "2026/b.csv"), keys());
    }

    private List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void makesAnObjectOfPartsOnceTheyAreComplete() {
        byte[] content = Clients.content(Clients.PART_BYTES + 1000);
        String upload = Clients.begin(client, bucket, "key");
        CompletedPart first =
                Clients.part(client, bucket, "key", upload, 1, Arrays.copyOf(content, Clients.PART_BYTES));
        CompletedPart last = Clients.part(
                client, bucket, "key", upload, 2, Arrays.copyOfRange(content, Clients.PART_BYTES, content.length));
        assertEquals(List.of(), keys());

        Clients.completeIfAbsent(client, bucket, "key", upload, first, last);

        assertArrayEquals(
                content,
                client.getObjectAsBytes(request -> request.bucket(bucket).key("key"))
                        .asByteArray());
    }

    @Test
    void replacesNothingOnTheConditionThatThereIsNothing() {
        Clients.putIfAbsent(client, bucket, "key", "first");

        S3Exception put = assertThrows(S3Exception.class, () -> Clients.putIfAbsent(client, bucket, "key", "second"));
        String upload = Clients.begin(client, bucket, "key");
        CompletedPart part = Clients.part(client, bucket, "key", upload, 1, Clients.content(1));
        S3Exception completion =
                assertThrows(S3Exception.class, () -> Clients.completeIfAbsent(client, bucket, "key", upload, part));

        assertEquals(412, put.statusCode());
        assertEquals(412, completion.statusCode());
        assertEquals("first", Clients.text(client, bucket, "key"));
    }

    @Test
    void refusesClientsWithoutTheKeys() {
        try (S3Client stranger = Clients.of(store.endpoint(), store.accessKey(), "wrong");
                S3Client unknown = Clients.of(store.endpoint(), "wrong", store.secretKey())) {
            for (S3Client refused : List.of(stranger, unknown)) {
                S3Exception refusal =
                        assertThrows(S3Exception.class, () -> Clients.put(refused, bucket, "key", "text"));
                assertEquals(403, refusal.statusCode());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/key"})
    void showsNothingWithoutASignature(String key) throws Exception {
        Clients.put(client, bucket, "key", "text");
        URI address = store.endpoint().resolve("/" + bucket + key);

        HttpResponse<String> refusal = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(403, refusal.statusCode(), refusal.body());
    }

    @Test
    void isOneForAllWhoShareIt() {
        assertSame(store, ObjectStore.shared());
        assertNotEquals(bucket, store.createBucket());
    }

    @Test
    void deletesABucketWithAllThatIsInIt() throws IOException {
        Clients.put(client, bucket, "folder/key", "text");
        Clients.part(client, bucket, "key", Clients.begin(client, bucket, "key"), 1, Clients.content(1));

        store.deleteBucket(bucket);

        assertThrows(NoSuchBucketException.class, () -> client.listObjectsV2(request -> request.bucket(bucket)));
        try (Stream<Path> files = Files.walk(store.instance().directory())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().contains(bucket)).toList());
        }
        store.deleteBucket(bucket);
        assertThrows(IllegalArgumentException.class, () -> store.deleteBucket("../" + bucket));
    }

    @Test
    void keepsWhatItHasWhenKilled() {
        List<Integer> ports = new ArrayList<>(List.of(store.endpoint().getPort(), FreePort.find()));
        try (ObjectStore own = ObjectStore.start(() -> ports.remove(0));
                S3Client user = Clients.of(own, own.endpoint())) {
            URI endpoint = own.endpoint();
            assertNotEquals(store.endpoint(), endpoint);
            String name = own.createBucket();
            Clients.put(user, name, "key", "text");
            String upload = Clients.begin(user, name, "other");
            CompletedPart part = Clients.part(user, name, "other", upload, 1, Clients.content(1));

            own.kill();

            assertThrows(SdkClientException.class, () -> Clients.text(user, name, "key"));
            own.restart();
            assertEquals(endpoint, own.endpoint());
            assertEquals("text", Clients.text(user, name, "key"));
            Clients.completeIfAbsent(user, name, "other", upload, part);
        }
    }

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        ObjectStore own = ObjectStore.start();
        ServerRemains remains = ServerRemains.of(own.instance());
        assertFalse(remains.left().isEmpty());

        own.close();

        assertEquals(List.of(), remains.left());
        own.close();
        assertThrows(IllegalStateException.class, own::restart);
    }

    @Test
    void leavesNothingBehindWhenTheProgramThatStartedItIsKilled() throws IOException {
        ServerRemains remains = ServerOwner.startAndKill(StoreOwner.class);

        remains.awaitNoneLeft();

        assertEquals(List.of(), remains.left());
    }

    @Test
    void showsItsKeysInNoCommandLine() {
        String command = ProcessHandle.of(ServerRemains.of(store.instance())
                        .processes()
                        .iterator()
                        .next())
                .flatMap(process -> process.info().commandLine())
                .orElseThrow();

        assertTrue(command.contains("s3proxy"), command);
        assertFalse(command.contains(store.accessKey()) || command.contains(store.secretKey()));
    }
}
