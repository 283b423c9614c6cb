package io.memberport.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import io.memberport.model.Sha256;
import io.memberport.testing.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a real store, read from {@code _latest.json} on. */
final class StoreTarget implements Target {

    private static final String PREFIX = "lake/members/";

    private static @Nullable S3Client shared;

    private final Store kind;
    private final Path directory;
    private final ObjectStore store = ObjectStore.shared();
    private final String bucket = store.createBucket();

    StoreTarget(Store kind, Path directory) {
        this.kind = kind;
        this.directory = directory;
        // The SDK looks there first, and the command runs in this process.
        System.setProperty("aws.accessKeyId", store.accessKey());
        System.setProperty("aws.secretAccessKey", store.secretKey());
    }

    /** One for all tests: it takes a while to make. */
    private static synchronized S3Client client(ObjectStore store) {
        S3Client client = shared;
        if (client == null) {
            var keys = AwsBasicCredentials.create(store.accessKey(), store.secretKey());
            client = S3Client.builder()
                    .endpointOverride(store.endpoint())
                    .forcePathStyle(true)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(keys))
                    .build();
            shared = client;
        }
        return client;
    }

    @Override
    public String url() {
        return "s3://" + bucket + "/" + PREFIX;
    }

    @Override
    public List<String> options() {
        List<String> options = new ArrayList<>(kind.options());
        options.add("endpoint=" + store.endpoint());
        options.add("path-style=true");
        options.add("region=us-east-1");
        return options;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void close() {
        store.deleteBucket(bucket);
    }

    private List<String> keys() {
        return client(store)
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(PREFIX))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(PREFIX.length()))
                .toList();
    }

    private byte[] read(String key) {
        return client(store)
                .getObjectAsBytes(request -> request.bucket(bucket).key(PREFIX + key))
                .asByteArray();
    }

    /** All that is there, by key. */
    Map<String, byte[]> objects() {
        Map<String, byte[]> objects = new TreeMap<>();
        keys().forEach(key -> objects.put(key, read(key)));
        return objects;
    }

    private JsonNode json(String key) {
        return Content.tree(new String(read(key), StandardCharsets.UTF_8));
    }

    @Override
    public SortedMap<String, Object> read() throws Exception {
        SortedMap<String, Object> state = new TreeMap<>();
        List<String> keys = keys();
        addLeftovers(keys, state);
        if (keys.contains("_latest.json")) {
            for (Map.Entry<String, JsonNode> community :
                    json("_latest.json").path("communities").properties()) {
                JsonNode exports = community.getValue().path("exports");
                for (int i = 0; i < exports.size(); i++) {
                    add(State.path("export", community.getKey(), i), exports.get(i), state);
                }
            }
        }
        return state;
    }

    /** What no manifest names. */
    private void addLeftovers(List<String> keys, SortedMap<String, Object> state) {
        List<String> known = new ArrayList<>(List.of("_latest.json"));
        for (String key : keys) {
            if (key.contains("/_manifest-")) {
                known.add(key);
                json(key)
                        .path("files")
                        .forEach(file -> known.add(file.path("key").asText()));
            }
        }
        keys.stream().filter(key -> !known.contains(key)).forEach(key -> state.put("leftover " + key, "object"));
    }

    private void add(String path, JsonNode export, SortedMap<String, Object> state) throws Exception {
        JsonNode manifest = json(export.path("manifest").asText());
        for (JsonNode described : List.of(export, manifest)) {
            for (String field : List.of("batchId", "contentSha256", "sinceDatetime", "exportDate", "lastSyncDate")) {
                addText(path + "." + field, described.path(field), state);
            }
            state.put(path + ".full", described.path("full").asBoolean());
            state.put(path + ".members", described.path("members").asLong());
            state.put(path + ".rows", described.path("rows").asLong());
        }
        for (String count : List.of("values", "replacedValues", "untypedValues")) {
            State.put(
                    state,
                    path + "." + count,
                    manifest.has(count) ? manifest.path(count).asLong() : null);
        }
        for (JsonNode variable : manifest.path("variables")) {
            String of = path + ".variable[" + variable.path("id").asText() + "].";
            // Of a variable that an export describes in two ways, there are two.
            State.put(state, of + "name", variable.path("name").textValue());
            State.put(state, of + "data_type", variable.path("dataType").textValue());
            JsonNode sensitive = variable.path("isSensitive");
            State.put(state, of + "is_sensitive", sensitive.isBoolean() ? sensitive.asBoolean() : null);
        }
        addRows(path, manifest, state);
    }

    /** The two places must say the same. */
    private static void addText(String path, JsonNode field, SortedMap<String, Object> state) {
        Object value = !field.isTextual()
                ? null
                : path.endsWith("Date") || path.endsWith("Datetime") ? Instant.parse(field.asText()) : field.asText();
        Object other = value == null ? null : state.put(path, value);
        if (other != null && !other.equals(value)) {
            state.put(path, "the manifest says " + value + " and _latest.json says " + other);
        }
    }

    private void addRows(String path, JsonNode manifest, SortedMap<String, Object> state) throws Exception {
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode column : manifest.path("columns")) {
            String variable = column.path("variableId").asText();
            boolean isCurrent = column.path("current").asBoolean();
            String shown = isCurrent ? variable : "given up: " + variable;
            columns.put(column.path("name").asText(), shown);
            state.put(path + ".column[" + shown + "].kind", column.path("kind").asText());
            state.put(
                    "name " + path.replaceAll("\\|[0-9]+]$", "]") + "[" + shown + "]",
                    new Column(column.path("name").asText(), column.path("kind").asText()));
        }
        int number = 0;
        for (JsonNode file : manifest.path("files")) {
            byte[] stored = read(file.path("key").asText());
            if (!Sha256.of(stored).equals(file.path("sha256").asText())) {
                state.put(path + " damaged file", file.path("key").asText());
            }
            for (Map<String, Object> row : rows(stored, columns)) {
                String of = path + State.path("row", number++);
                row.forEach((column, value) -> state.put(of + column, value));
            }
        }
    }

    private List<? extends Map<String, Object>> rows(byte[] stored, Map<String, String> columns) throws Exception {
        if (kind.isParquet()) {
            Path file = directory.resolve("part.parquet");
            Files.write(file, stored);
            return ParquetFile.rows(file, columns);
        }
        String text = new String(plain(stored), StandardCharsets.UTF_8);
        return kind.format().equals("csv") ? CsvTarget.rows(text, ',') : documents(text);
    }

    private static List<Map<String, Object>> documents(String lines) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                rows.add(Map.of("document", line));
            }
        }
        return rows;
    }

    /** A data file without its compression. */
    byte[] plain(byte[] stored) throws IOException {
        InputStream bytes = new ByteArrayInputStream(stored);
        try (InputStream plain =
                switch (kind.compression()) {
                    case "gzip" -> new GZIPInputStream(bytes);
                    case "zstd" -> new ZstdInputStream(bytes);
                    default -> bytes;
                }) {
            return plain.readAllBytes();
        }
    }
}
