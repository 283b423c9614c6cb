package io.memberport.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.testkit.MemberJson;
import io.memberport.testkit.StoredValue;
import io.memberport.testkit.kill.KillTarget;
import io.memberport.testkit.kill.Start;
import io.memberport.teststore.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    public void prepare(Start start) throws IOException {
        uploads()
                .forEach(upload -> client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        keys().forEach(key ->
                client.deleteObject(request -> request.bucket(bucket).key(key)));
        committed.clear();
        if (start == Start.EARLIER_EXPORT) {
            earlier.forEach((key, bytes) ->
                    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes)));
            committed.addAll(earlier.keySet());
        }
    }

    @Override
    public String read() throws IOException {
        Map<String, List<StoredValue>> state = new TreeMap<>();
        int exports = 0;
        for (JsonNode export : latest().path("exports")) {
            exports++;
            Map<String, List<StoredValue>> values = new LinkedHashMap<>();
            for (StoredValue value : valuesOf(export)) {
                values.computeIfAbsent(value.memberId() + " " + value.variableId(), absent -> new ArrayList<>())
                        .add(value);
            }
            state.putAll(values);
        }
        if (exports == 0) {
            return "no export";
        }
        String digest = sha256(state.toString().getBytes(StandardCharsets.UTF_8));
        return state.size() + " variables of members with SHA-256 " + digest;
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

    private List<StoredValue> valuesOf(JsonNode export) throws IOException {
        String key = PREFIX + export.path("manifest").textValue();
        JsonNode manifest = JSON.readTree(bytes(key));
        committed.add(key);
        if (!manifest.path("run").equals(export.path("run"))) {
            throw new AssertionError("the manifest is of another run");
        }
        List<StoredValue> values = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            String name = PREFIX + file.path("key").textValue();
            byte[] bytes = bytes(name);
            committed.add(name);
            if (!sha256(bytes).equals(file.path("sha256").textValue())) {
                throw new AssertionError("the file " + name + " is not the one that its manifest describes");
            }
            for (String line : new String(plain(name, bytes), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    values.addAll(MemberJson.values(line));
                }
            }
        }
        return values;
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

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public void close() {
        client.close();
        store.deleteBucket(bucket);
    }
}
