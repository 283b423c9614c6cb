package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.port.SinkOption;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.sink.s3.S3MemberSinkProvider;
import io.memberport.testing.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket as the target of the executable jar, which has the SDK. Credentials are in its environment and nowhere else. */
class ObjectStorageTargetIT {

    private static final String PREFIX = "lake/panel/";

    @TempDir
    Path directory;

    private final ObjectStore store = ObjectStore.shared();
    private final String bucket = store.createBucket();
    private final S3Client client = S3Client.builder()
            .endpointOverride(store.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
            .build();
    private ExecutableJar jar;

    @BeforeEach
    void start() {
        jar = new ExecutableJar(directory);
    }

    @AfterEach
    void deleteBucket() {
        client.close();
        store.deleteBucket(bucket);
    }

    @ParameterizedTest
    @CsvSource({"jsonl, gzip, .jsonl.gz", "csv, zstd, .csv.zst", "jsonl, none, .jsonl", "parquet, none, .parquet"})
    void loadsAFileWhereReadersFindIt(String format, String compression, String ending) throws Exception {
        Files.writeString(directory.resolve("export.json"), """
                {"id":"1","members":[{"memberId":"m-1","variables":[]},{"memberId":"m-2","variables":[]}]}""");
        List<String> load = toBucket("load", "export.json", "--community", "acme");
        load.addAll(List.of("--option", "format=" + format, "--option", "s3.compression=" + compression));

        Ran first = run(credentials(), load);
        JsonNode exports = exports("acme");
        Ran second = run(credentials(), load);

        assertEquals("written", json(first).path("outcome").asText(), first.err());
        assertEquals(1, exports.size());
        assertEquals("1", exports.at("/0/batchId").asText());
        JsonNode manifest = manifest(exports.get(0));
        assertEquals(2, manifest.path("members").asInt());
        String key = manifest.at("/files/0/key").asText();
        assertTrue(key.contains("/part-00000-") && key.endsWith(ending), key);
        String content = content(manifest, compression);
        assertTrue(content.contains("m-1") && content.contains("m-2"), content);
        assertEquals(0, second.exitCode(), second.err());
        assertEquals("already-written", json(second).path("outcome").asText());
        assertEquals(exports, exports("acme"));
    }

    @Test
    void exportsWhatHasChangedOnceTheBucketHasAnExport() throws Exception {
        try (AlidaSimulator alida = AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(40).variables(8).build())
                .looks(0, 0)
                .start()) {
            Map<String, String> environment = against(alida);

            Ran full = run(environment, toBucket("export"));
            Ran changes = run(environment, toBucket("export"));

            assertEquals(0, full.exitCode(), full.err());
            assertEquals(0, changes.exitCode(), changes.err());
            assertTrue(json(full).path("sinceDatetime").isNull(), full.out());
            assertEquals(
                    json(full).path("lastSyncDate").asText(),
                    json(changes).path("sinceDatetime").asText());
            JsonNode exports = exports(alida.community());
            assertEquals(List.of("true", "false"), exports.findValuesAsText("full"));
            String first = content(manifest(exports.get(0)), "gzip");
            assertEquals(40, first.lines().count());
        }
    }

    @Test
    void showsTheMainJob() throws Exception {
        Ran ran = run(credentials(), toBucket("demo", "--members", "30"));

        assertEquals(0, ran.exitCode(), ran.err());
        JsonNode report = json(ran);
        assertEquals(30, report.path("members").asInt());
        assertEquals(
                "s3://" + bucket + "/" + PREFIX, report.at("/targets/0/target").asText());
    }

    /**
     * The SDK prints the token in what it signs, and the HTTP client all that is sent, if a log level lets them.
     *
     * @param token this store refuses requests that have one, once they have been signed and sent
     */
    @ParameterizedTest
    @CsvSource({"'', 0", "sesame, 8"})
    void neverLogsAKeyWhateverTheUserSets(String token, int exitCode) throws Exception {
        Map<String, String> environment = new HashMap<>(credentials());
        environment.put("AWS_SESSION_TOKEN", token);
        environment.put("JDK_JAVA_OPTIONS", "-Djava.util.logging.ConsoleHandler.level=ALL");

        Ran ran = run(environment, toBucket("demo", "--members", "5", "-vv"));

        assertEquals(exitCode, ran.exitCode(), ran.err());
        for (String secret : List.of("sesame", "AWS4-HMAC-SHA256", "http-outgoing", "memberId")) {
            assertFalse(ran.err().contains(secret), ran.err());
        }
    }

    @Test
    void endsWithEightIfTheStoreDoesNotKnowTheKey() throws Exception {
        Map<String, String> environment = new HashMap<>(credentials());
        environment.put("AWS_SECRET_ACCESS_KEY", "sesame");

        Ran ran = run(environment, toBucket("demo", "--members", "5"));

        assertEquals(8, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("The secret key is not the one of the access key."), ran.err());
        assertFalse((ran.out() + ran.err()).contains("sesame"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({
        "s3://no-such-bucket/panel/, file-size=1GiB, There is no such bucket",
        "s3:///panel/, file-size=1GiB, names no bucket",
        "s3://me:sesame@bucket/panel/, file-size=1GiB, has an '@'",
        "s3://bucket/panel/, file-size=large, 'it must be a size'",
        "s3://bucket/panel/, format=xml, s3.format",
        "s3://bucket/panel/, s3.endpoint=http://192.0.2.1, plain http",
    })
    void endsWithTwoIfTheTargetOrAnOptionIsWrong(String target, String option, String said) throws Exception {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        List<String> load = new ArrayList<>(List.of("load", "export.json", "--to", target));
        load.addAll(List.of("--option", "endpoint=" + store.endpoint(), "--option", "path-style=true"));
        load.addAll(List.of("--option", option, "--output", "json"));

        Ran ran = run(credentials(), load);

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(said), ran.err());
        assertFalse((ran.out() + ran.err()).contains("sesame"), ran.err());
    }

    @Test
    void listsTheSinkWithItsOptions() throws Exception {
        Ran ran = run(Map.of(), List.of("sinks", "--output", "json"));

        JsonNode sink = json(ran).at("/sinks/2");
        assertEquals("s3", sink.path("scheme").asText(), ran.out());
        assertEquals("built in", sink.path("origin").asText());
        assertEquals(
                new S3MemberSinkProvider()
                        .options().stream().map(SinkOption::name).toList(),
                sink.path("options").findValuesAsText("name"));
    }

    /** Whatever a run says, it does not say a key. */
    private Ran run(Map<String, String> environment, List<String> arguments) throws Exception {
        Ran ran = jar.run(environment, arguments.toArray(String[]::new));
        for (String key : List.of(store.accessKey(), store.secretKey())) {
            assertFalse((ran.out() + ran.err()).contains(key), "a key is shown");
        }
        return ran;
    }

    private List<String> toBucket(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--to", "s3://" + bucket + "/" + PREFIX, "--output", "json"));
        all.addAll(List.of("--option", "endpoint=" + store.endpoint(), "--option", "path-style=true"));
        return all;
    }

    private Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", store.accessKey(), "AWS_SECRET_ACCESS_KEY", store.secretKey());
    }

    private Map<String, String> against(AlidaSimulator alida) {
        Map<String, String> environment = new HashMap<>(credentials());
        environment.put("MEMBERPORT_API_URL", alida.apiUrl().toString());
        environment.put("MEMBERPORT_COMMUNITY", alida.community());
        environment.put("MEMBERPORT_CLIENT_ID", alida.clientId());
        environment.put("MEMBERPORT_CLIENT_SECRET", alida.clientSecret());
        environment.put("MEMBERPORT_API_KEY", alida.apiKey());
        return environment;
    }

    private JsonNode exports(String community) throws IOException {
        return new ObjectMapper()
                .readTree(read("_latest.json"))
                .path("communities")
                .path(community)
                .path("exports");
    }

    private JsonNode manifest(JsonNode export) throws IOException {
        return new ObjectMapper().readTree(read(export.path("manifest").asText()));
    }

    /** Of all the files that a manifest names, one after the other. */
    private String content(JsonNode manifest, String compression) throws IOException {
        StringBuilder content = new StringBuilder();
        for (JsonNode file : manifest.path("files")) {
            byte[] stored = read(file.path("key").asText());
            assertEquals(file.path("sizeBytes").asInt(), stored.length);
            try (InputStream plain = plain(new ByteArrayInputStream(stored), compression)) {
                content.append(new String(plain.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content.toString();
    }

    private static InputStream plain(InputStream stored, String compression) throws IOException {
        return switch (compression) {
            case "gzip" -> new GZIPInputStream(stored);
            case "zstd" -> new ZstdInputStream(stored);
            default -> stored;
        };
    }

    private byte[] read(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(PREFIX + key))
                .asByteArray();
    }

    private static JsonNode json(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out());
    }
}
