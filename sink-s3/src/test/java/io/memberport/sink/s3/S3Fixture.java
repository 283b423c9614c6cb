package io.memberport.sink.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import io.memberport.encoding.column.ColumnKind;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sha256;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.catalog.Latest;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.KeptDetail;
import io.memberport.testkit.fixture.MemberJson;
import io.memberport.testkit.fixture.SabotagedSink;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of its own in a real store, read as the documentation tells readers to: from {@code _latest.json} on. */
final class S3Fixture implements SinkFixture {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "lake/members/";

    private final ObjectStore store = ObjectStore.shared();
    private final String bucket = store.createBucket();
    private final StoreClient client = new StoreClient(store, bucket);
    private final Format format;
    private final Layout layout;
    private final Compression compression;
    private final List<FaultyRoute> routes = new ArrayList<>();
    private final List<MemberSink> sinks = new ArrayList<>();

    S3Fixture(Format format, Compression compression) {
        this(format, format.layouts().get(0), compression);
    }

    S3Fixture(Format format, Layout layout, Compression compression) {
        this.format = format;
        this.layout = layout;
        this.compression = compression;
        TestCredentials.write(store);
    }

    StoreClient client() {
        return client;
    }

    @Override
    public MemberSinkProvider provider() {
        return new S3MemberSinkProvider();
    }

    @Override
    public String target() {
        return "s3://" + bucket + "/" + PREFIX;
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "endpoint", store.endpoint().toString(),
                "path-style", "true",
                "profile", TestCredentials.PROFILE,
                "format", SinkOption.wireName(format),
                "layout", SinkOption.wireName(layout),
                "compression", SinkOption.wireName(compression));
    }

    Map<String, String> with(String option, String value) {
        Map<String, String> changed = new HashMap<>(options());
        changed.put(option, value);
        return changed;
    }

    MemberSink sink(Map<String, String> options) {
        MemberSink sink = provider().create(target(), SinkOptions.of(provider(), options));
        sinks.add(sink);
        return sink;
    }

    @Override
    public Collection<Map<String, String>> optionsOfOtherForms() {
        List<Map<String, String>> others = new ArrayList<>();
        others.add(with("compression", compression == Compression.NONE ? "gzip" : "none"));
        for (Format other : Format.values()) {
            for (Layout itsLayout : other.layouts()) {
                if (other != format || itsLayout != layout) {
                    Map<String, String> changed = with("format", SinkOption.wireName(other));
                    changed.put("layout", SinkOption.wireName(itsLayout));
                    others.add(changed);
                }
            }
        }
        return others;
    }

    @Override
    public Map<String, String> optionsThatReplace() {
        return with("invalid-values", "replace");
    }

    @Override
    public Set<KeptDetail> keeps() {
        return layout == Layout.WIDE
                ? EnumSet.complementOf(EnumSet.of(KeptDetail.VALUE_ID, KeptDetail.EFFECTIVE_DATE, KeptDetail.NOTHING))
                : EnumSet.allOf(KeptDetail.class);
    }

    @Override
    public @Nullable String shown(ProfileVariable variable, Value value) {
        String text = SinkFixture.super.shown(variable, value);
        if (layout != Layout.WIDE || text == null) {
            return text;
        }
        return switch (ColumnKind.of(variable.dataType())) {
            case NUMBER -> text.matches("-?[0-9].*") ? number(Double.parseDouble(text)) : null;
            case TIME ->
                Optional.ofNullable(UtcDateTime.parse(text))
                        .map(Instant::toString)
                        .orElse(null);
            case TEXT, LIST -> text;
        };
    }

    /** There is one zero. */
    private static String number(double value) {
        return String.valueOf(value == 0 ? 0.0 : value);
    }

    @Override
    public Accumulation accumulation() {
        return Accumulation.SNAPSHOT_AND_CHANGES;
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        FaultyRoute route = FaultyRoute.to(store.endpoint());
        routes.add(route);
        MemberSink sink = sink(with("endpoint", route.endpoint().toString()));
        return SabotagedSink.at(point, sink, run -> refuseWriting(route));
    }

    /** As a store whose owner has taken the right to write data away, but not that to clean up. */
    private static void refuseWriting(FaultyRoute route) {
        route.add(
                request -> (request.method().equals("PUT") || request.method().equals("POST"))
                        && !request.path().endsWith(Latest.KEY),
                Fault.answer(403, "AccessDenied"));
    }

    /** Exports that a full one has taken the place of stay where they are, and are remembered. */
    @Override
    public Collection<String> leftovers() throws IOException {
        List<String> former = objectsOf("superseded");
        return strays().stream().filter(stray -> !former.contains(stray)).toList();
    }

    /** The same, and what was committed but is not part of the present state. */
    List<String> strays() throws IOException {
        List<String> left = new ArrayList<>(client.unfinishedUploads());
        List<String> named = objectsOf("exports");
        named.add(PREFIX + Latest.KEY);
        for (JsonNode community : latest()) {
            if (community.has("underWay")) {
                left.add("claim of " + community.path("underWay").path("run").textValue());
            }
        }
        client.keys().stream().filter(key -> !named.contains(key)).forEach(left::add);
        return left;
    }

    /** The manifests and files of the exports that {@code _latest.json} names in a section of it. */
    private List<String> objectsOf(String section) throws IOException {
        List<String> objects = new ArrayList<>();
        for (JsonNode community : latest()) {
            for (JsonNode export : community.path(section)) {
                objects.add(PREFIX + export.path("manifest").textValue());
                manifest(export)
                        .path("files")
                        .forEach(file -> objects.add(PREFIX + file.path("key").textValue()));
            }
        }
        return objects;
    }

    private JsonNode latest() throws IOException {
        return client.keys().contains(PREFIX + Latest.KEY)
                ? JSON.readTree(client.read(PREFIX + Latest.KEY)).path("communities")
                : JSON.createObjectNode();
    }

    /** What identifies the present state of {@code _latest.json}. */
    String latestTag() {
        return client.s3()
                .headObject(request -> request.bucket(bucket).key(PREFIX + Latest.KEY))
                .eTag();
    }

    /** Tries to write {@code _latest.json} on condition that it is in a state; the status of the answer. */
    int writeLatestOf(@Nullable String tag) {
        try {
            client.s3()
                    .putObject(
                            request -> request.bucket(bucket)
                                    .key(PREFIX + Latest.KEY)
                                    .ifMatch(tag),
                            RequestBody.empty());
            return 200;
        } catch (S3Exception refused) {
            return refused.statusCode();
        }
    }

    private JsonNode manifest(JsonNode export) throws IOException {
        return JSON.readTree(client.read(PREFIX + export.path("manifest").textValue()));
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        Map<List<@Nullable String>, List<StoredValue>> state = new LinkedHashMap<>();
        for (JsonNode community : latest()) {
            for (JsonNode export : community.path("exports")) {
                state.putAll(changesOf(manifest(export)));
            }
        }
        return state.values().stream().flatMap(List::stream).toList();
    }

    /** What an export says of each variable of a member that it mentions; a member may be in it twice. */
    private Map<List<@Nullable String>, List<StoredValue>> changesOf(JsonNode manifest) throws IOException {
        Map<List<@Nullable String>, List<StoredValue>> changes = new LinkedHashMap<>();
        for (byte[] file : filesOf(manifest)) {
            if (layout == Layout.WIDE) {
                for (Map<List<@Nullable String>, List<StoredValue>> row : new WideParquet(manifest).changes(file)) {
                    row.forEach((key, values) -> changes.computeIfAbsent(key, absent -> new ArrayList<>())
                            .addAll(values));
                }
            } else {
                for (StoredValue value : valuesOf(file)) {
                    changes.computeIfAbsent(
                                    Arrays.asList(value.memberId(), value.variableId()), absent -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return changes;
    }

    private List<byte[]> filesOf(JsonNode manifest) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            byte[] stored = client.read(PREFIX + file.path("key").textValue());
            if (stored.length != file.path("sizeBytes").longValue()) {
                throw new IOException("a file is not as long as its manifest says");
            }
            if (!Sha256.of(stored).equals(file.path("sha256").textValue())) {
                throw new IOException("a file is not the one that its manifest describes");
            }
            files.add(stored);
        }
        return files;
    }

    private byte[] plain(byte[] stored) throws IOException {
        try (InputStream in =
                switch (compression) {
                    case NONE -> new ByteArrayInputStream(stored);
                    case GZIP -> new GZIPInputStream(new ByteArrayInputStream(stored));
                    case ZSTD -> new ZstdInputStream(new ByteArrayInputStream(stored));
                }) {
            return in.readAllBytes();
        }
    }

    private List<StoredValue> valuesOf(byte[] stored) throws IOException {
        return switch (format) {
            case JSONL -> documents(new String(plain(stored), StandardCharsets.UTF_8));
            case CSV -> LongCsv.values(plain(stored));
            case PARQUET -> LongParquet.values(stored);
        };
    }

    private static List<StoredValue> documents(String lines) throws IOException {
        List<StoredValue> values = new ArrayList<>();
        // Not at other characters that some take for line ends: they may stand in a text.
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                values.addAll(MemberJson.values(line));
            }
        }
        return values;
    }

    @Override
    public void remove() {
        sinks.forEach(MemberSink::close);
        routes.forEach(FaultyRoute::close);
        client.close();
        store.deleteBucket(bucket);
    }
}
