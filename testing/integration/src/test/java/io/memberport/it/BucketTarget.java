package io.memberport.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillTarget;
import io.memberport.model.Sha256;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testkit.fixture.MemberJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of its own, as readers see it: from {@code _latest.json} on, every file with the sum that its manifest says. */
final class BucketTarget implements KillTarget, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "lake/";
    private static final String LATEST = PREFIX + "_latest.json";

    private final ObjectStore store;
    private final String bucket;
    private final S3Client client;
    private final Map<String, byte[]> earlier = new HashMap<>();
    /** What has been part of a committed export, in the present state or one before it. */
    private final Set<String> committed = new HashSet<>();

    BucketTarget(ObjectStore store) {
        this.store = store;
        this.bucket = store.createBucket();
        this.client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .build();
    }

    String url() {
        return "s3://" + bucket + "/" + PREFIX;
    }

    /** Lets the program in, and keeps whatever else the machine has for it away. */
    ProcessBuilder let(ProcessBuilder command) {
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_ACCESS_KEY_ID", store.accessKey());
        environment.put("AWS_SECRET_ACCESS_KEY", store.secretKey());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        environment.put("AWS_CONFIG_FILE", "none");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return command;
    }

    /** Takes what is there now for the earlier export. */
    void keepAsEarlier() {
        keys().forEach(key -> earlier.put(key, bytes(key)));
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        uploads()
                .forEach(upload -> client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        keys().forEach(key ->
                client.deleteObject(request -> request.bucket(bucket).key(key)));
        committed.clear();
        if (start == InitialContent.EARLIER_EXPORT) {
            earlier.forEach((key, bytes) ->
                    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes)));
            committed.addAll(earlier.keySet());
        }
    }

    @Override
    public String read() throws IOException {
        Map<String, List<String>> state = new TreeMap<>();
        int exports = 0;
        for (JsonNode export : latest().path("exports")) {
            exports++;
            state.putAll(contentOf(export));
        }
        if (exports == 0) {
            return "no export";
        }
        String digest = Sha256.of(state.toString().getBytes(StandardCharsets.UTF_8));
        return state.size() + " rows or variables of members with SHA-256 " + digest;
    }

    /** Of the one community that runs write. */
    private JsonNode latest() throws IOException {
        if (!keys().contains(LATEST)) {
            return JSON.createObjectNode();
        }
        committed.add(LATEST);
        JsonNode communities = JSON.readTree(bytes(LATEST)).path("communities");
        return communities.isEmpty() ? communities : communities.elements().next();
    }

    /** What an export says, by what a later one would take the place of. */
    private Map<String, List<String>> contentOf(JsonNode export) throws IOException {
        String key = PREFIX + export.path("manifest").textValue();
        JsonNode manifest = JSON.readTree(bytes(key));
        committed.add(key);
        if (!manifest.path("run").equals(export.path("run"))) {
            throw new AssertionError("the manifest is of another run");
        }
        Map<String, List<String>> content = new LinkedHashMap<>();
        for (JsonNode file : manifest.path("files")) {
            String name = PREFIX + file.path("key").textValue();
            byte[] bytes = bytes(name);
            committed.add(name);
            if (!Sha256.of(bytes).equals(file.path("sha256").textValue())) {
                throw new AssertionError("the file " + name + " is not the one that its manifest describes");
            }
            BiConsumer<String, String> found = (place, value) ->
                    content.computeIfAbsent(place, absent -> new ArrayList<>()).add(value);
            if (name.endsWith(".parquet")) {
                readRows(bytes, found);
            } else {
                readDocuments(plain(name, bytes), found);
            }
        }
        return content;
    }

    private static void readDocuments(byte[] lines, BiConsumer<String, String> found) throws IOException {
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                MemberJson.values(line)
                        .forEach(value -> found.accept(value.memberId() + " " + value.variableId(), value.toString()));
            }
        }
    }

    private static void readRows(byte[] parquet, BiConsumer<String, String> found) throws IOException {
        Path file = Files.createTempFile("killed", ".parquet");
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            Files.write(file, parquet);
            try (ResultSet row = statement.executeQuery(
                    "SELECT r.member_id, CAST(r AS VARCHAR) FROM read_parquet('" + file + "') r")) {
                while (row.next()) {
                    found.accept(row.getString(1), row.getString(2));
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] plain(String name, byte[] bytes) throws IOException {
        if (!name.endsWith(".gz")) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    @Override
    public List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        uploads().forEach(upload -> left.add("upload of " + upload.key()));
        if (latest().has("underWay")) {
            left.add("claim");
        }
        keys().stream().filter(key -> !committed.contains(key)).forEach(left::add);
        return left;
    }

    private List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<MultipartUpload> uploads() {
        return client.listMultipartUploadsPaginator(request -> request.bucket(bucket)).uploads().stream()
                .toList();
    }

    private byte[] bytes(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    @Override
    public void close() {
        client.close();
        store.deleteBucket(bucket);
    }
}
