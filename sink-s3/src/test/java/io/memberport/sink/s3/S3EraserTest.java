package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.VariableValues;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.Latest;
import io.memberport.sink.s3.catalog.LatestJson;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.testing.store.Exchange;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.RequestLine;
import io.memberport.testing.store.Rule;
import io.memberport.testkit.TestExport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class S3EraserTest {

    private static final ProfileVariable CITY = TestExport.variable("v-city", "City", "string");
    private static final ProfileVariable BORN = TestExport.variable("v-born", "Born", "number");
    private static final ProfileVariable SET = TestExport.variable("v-set", "Set", "set");
    private static final String COMMUNITY = "c";
    private static final String LATEST = "lake/members/" + Latest.KEY;
    private static final String SECRET = "Geheim-4711";
    private static final String GONE = "gone-0815";
    private static final MembersToErase ERASED = MembersToErase.of(List.of(Text.of(GONE), Text.of("not there")));

    private final List<S3Fixture> fixtures = new ArrayList<>();
    private final S3Fixture lines = fixture(Format.JSONL, Layout.JSON, Compression.NONE);

    @AfterEach
    void remove() {
        fixtures.forEach(S3Fixture::remove);
    }

    private S3Fixture fixture(Format format, Layout layout, Compression compression) {
        S3Fixture fixture = new S3Fixture(format, layout, compression);
        fixtures.add(fixture);
        return fixture;
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T02:00:00Z").plusSeconds(86_400L * day);
    }

    /** One that a later one takes the place of, that later one, and changes to it; all of them with the member. */
    private static List<TestExport> exports() {
        return List.of(
                others(TestExport.of("b-1").dated(day(1), day(1)).member(GONE, secret())),
                others(TestExport.of("b-2").dated(day(2), day(2))).member(GONE, secret()),
                TestExport.of("b-3").since(day(2)).dated(day(3), day(3)).member(GONE, secret()),
                others(TestExport.of("b-4").since(day(2)).dated(day(4), day(4))));
    }

    private static VariableValues secret() {
        return values(CITY, text(SECRET));
    }

    private static TestExport others(TestExport export) {
        TestExport all = export;
        for (int i = 0; i < 50; i++) {
            all = all.member(
                    "m-" + i,
                    values(CITY, text("{\"memberId\": \"" + GONE.substring(1) + "\"}")),
                    values(BORN, TestExport.number("19" + i)));
        }
        return all.member(GONE.toUpperCase(java.util.Locale.ROOT)).member(GONE + "0", values(CITY, text("gone\\\"")));
    }

    private static TestExport without(TestExport export) {
        TestExport rest = TestExport.of(export.metadata().batchId())
                .since(export.metadata().sinceDatetime())
                .dated(export.metadata().exportDate(), export.metadata().lastSyncDate());
        for (Member member : export.members()) {
            if (!member.id().equals(Text.of(GONE))) {
                rest = rest.member(member.id().asString(), member.variables().toArray(VariableValues[]::new));
            }
        }
        return rest;
    }

    private static void export(S3Fixture fixture, List<TestExport> exports) {
        for (TestExport export : exports) {
            run(export, fixture, fixture.options());
        }
    }

    private static void run(TestExport export, S3Fixture fixture, Map<String, String> options) {
        ExportTransfer.forCommunity(COMMUNITY)
                .run(export.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE);
    }

    private static ErasureReceipt erase(S3Fixture fixture) {
        return erase(fixture, fixture.options());
    }

    private static ErasureReceipt erase(S3Fixture fixture, Map<String, String> options) {
        return fixture.sink(options).eraser().orElseThrow().erase(COMMUNITY, ERASED);
    }

    private static ErasureReceipt count(S3Fixture fixture) {
        return fixture.sink(fixture.options()).eraser().orElseThrow().count(COMMUNITY, ERASED);
    }

    /** What identifies every object. */
    private static Map<String, String> objects(S3Fixture fixture) {
        Map<String, String> objects = new TreeMap<>();
        fixture.client().keys().forEach(key -> objects.put(key, fixture.client().tag(key)));
        return objects;
    }

    static Stream<Arguments> forms() {
        return Stream.of(Compression.values())
                .flatMap(compression -> Stream.of(
                        Arguments.of(Format.JSONL, Layout.JSON, compression),
                        Arguments.of(Format.CSV, Layout.LONG, compression),
                        Arguments.of(Format.PARQUET, Layout.LONG, compression),
                        Arguments.of(Format.PARQUET, Layout.WIDE, compression)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void leavesWhatExportsWithoutThemWouldHaveWritten(Format format, Layout layout, Compression compression)
            throws Exception {
        S3Fixture fixture = fixture(format, layout, compression);
        export(fixture, exports());
        S3Fixture expected = fixture(format, layout, compression);
        export(expected, exports().stream().map(S3EraserTest::without).toList());
        Optional<LastCommit> commit = fixture.sink(fixture.options()).lastCommit(COMMUNITY);

        ErasureReceipt counted = count(fixture);
        ErasureReceipt receipt = erase(fixture);

        assertEquals(counted, receipt);
        assertEquals(1, receipt.members());
        assertEquals(3, receipt.rows());
        assertEquals(3, receipt.files());
        assertEquals(contents(expected, format), contents(fixture, format));
        assertEquals(List.copyOf(expected.read()), List.copyOf(fixture.read()));
        assertNoTrace(fixture, format);
        assertEquals(List.of(), List.copyOf(fixture.leftovers()));
        assertTrue(commit.isPresent());
        assertEquals(commit, fixture.sink(fixture.options()).lastCommit(COMMUNITY));
        for (TestExport export : exports()) {
            assertTrue(fixture.sink(fixture.options()).hasCommitted(COMMUNITY, export.metadata()));
        }
    }

    /** Of all data files, in the order of the exports: lines as they are, Parquet as another engine reads it. */
    private static List<String> contents(S3Fixture fixture, Format format) throws IOException {
        List<String> contents = new ArrayList<>();
        for (String key : fixture.client().keys()) {
            byte[] stored = fixture.client().read(key);
            if (key.contains("/part-")) {
                String content = format == Format.PARQUET
                        ? String.valueOf(Engine.rowsOf(stored, S3EraserTest::row))
                        : new String(plain(key, stored), StandardCharsets.UTF_8);
                contents.add(content);
            }
        }
        contents.sort(null);
        return contents;
    }

    private static String row(java.sql.ResultSet row) throws java.sql.SQLException {
        StringBuilder cells = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.append(row.getString(i)).append('|');
        }
        return cells.toString();
    }

    private static byte[] plain(String key, byte[] stored) throws IOException {
        InputStream in = new ByteArrayInputStream(stored);
        try (InputStream plain =
                key.endsWith(".gz") ? new GZIPInputStream(in) : key.endsWith(".zst") ? new ZstdInputStream(in) : in) {
            return plain.readAllBytes();
        }
    }

    private static void assertNoTrace(S3Fixture fixture, Format format) throws IOException {
        for (String key : fixture.client().keys()) {
            String bytes = new String(plain(key, fixture.client().read(key)), StandardCharsets.UTF_8);
            assertFalse(bytes.contains(SECRET) || bytes.contains("\"" + GONE + "\""), key);
        }
        assertFalse(String.join("", contents(fixture, format)).contains(SECRET));
    }

    /** Lists, several row groups, and steps of rows that end within them. */
    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"LONG", "WIDE"})
    void leavesLargeFilesOfParquetAsTheyWouldHaveBeen(Layout layout) throws Exception {
        S3Fixture fixture = fixture(Format.PARQUET, layout, Compression.ZSTD);
        S3Fixture expected = fixture(Format.PARQUET, layout, Compression.ZSTD);
        TestExport large = TestExport.of("b-1");
        for (int i = 0; i < 1000; i++) {
            large = large.member(
                    i % 300 == 7 ? GONE : "m-" + i,
                    values(CITY, text(i + "-" + "Bonn".repeat(5_000 + i))),
                    i % 3 == 0 ? values(SET) : values(SET, TestExport.option("a" + i, "1"), TestExport.nothing()),
                    values(BORN, i % 2 == 0 ? TestExport.number("19" + i) : TestExport.nothing()));
        }
        export(fixture, List.of(large));
        export(expected, List.of(without(large)));

        assertEquals(1, erase(fixture).members());

        assertEquals(
                contents(expected, Format.PARQUET).hashCode(),
                contents(fixture, Format.PARQUET).hashCode());
        assertEquals(List.copyOf(expected.read()), List.copyOf(fixture.read()));
    }

    @Test
    void leavesATargetWithoutThemAsItIs() {
        assertEquals(0, erase(lines).members());
        assertEquals(Map.of(), objects(lines));
        export(lines, exports().stream().map(S3EraserTest::without).toList());
        Map<String, String> before = objects(lines);

        ErasureReceipt receipt = erase(lines);

        assertEquals(0, receipt.members() + receipt.rows() + receipt.files());
        assertEquals(before, objects(lines));
    }

    @Test
    void changesNothingWhenItCounts() {
        export(lines, exports());
        Map<String, String> before = objects(lines);

        assertEquals(1, count(lines).members());

        assertEquals(before, objects(lines));
    }

    @Test
    void leavesOtherCommunitiesAlone() throws Exception {
        export(lines, exports());
        ExportTransfer.forCommunity("other")
                .run(exports().get(0).asFile(), null, List.of(lines.sink(lines.options())), ExportListener.NONE);
        Map<String, String> before = objects(lines);
        before.keySet().removeIf(key -> !key.contains("community=other/"));

        erase(lines);

        Map<String, String> after = objects(lines);
        after.keySet().removeIf(key -> !key.contains("community=other/"));
        assertEquals(before, after);
    }

    /** Each block fills one; that of the member alone goes. */
    @Test
    void copiesFilesThatDoNotHaveThem() throws Exception {
        String text = "Bonn".repeat(300_000);
        run(
                TestExport.of("b-1")
                        .member("m-1", values(CITY, text(text)))
                        .member(GONE, values(CITY, text(text)))
                        .member("m-2", values(CITY, text(text)))
                        .inBlocksOf(1),
                lines,
                lines.with("file-size", "1MB"));
        List<String> before = sums(lines);

        ErasureReceipt receipt = erase(lines);

        assertEquals(1, receipt.files());
        assertEquals(3, before.size());
        assertEquals(List.of(before.get(0), before.get(2)), sums(lines));
        assertEquals(2, lines.read().size());
        assertEquals(List.of(), lines.strays());
    }

    private static List<String> sums(S3Fixture fixture) {
        return fixture.client().keys().stream()
                .filter(key -> key.contains("/part-"))
                .map(key -> io.memberport.model.Sha256.of(fixture.client().read(key)))
                .toList();
    }

    /** Those that {@code _latest.json} has forgotten, because they were too many. */
    @Test
    void looksIntoExportsThatAreNotNamedAnyMore() throws Exception {
        export(lines, exports());
        Latest latest = LatestJson.read(lines.client().read(LATEST), S3Target.parse("s3://b/"));
        CommunityState state = latest.of(COMMUNITY);
        assertEquals(1, state.superseded().size());
        lines.client()
                .write(
                        LATEST,
                        LatestJson.write(
                                new Latest(Map.of(COMMUNITY, new CommunityState(state.exports(), null, List.of())))));

        assertEquals(3, erase(lines).rows());

        assertNoTrace(lines, Format.JSONL);
    }

    @Test
    void namesWhatIsOutOfReach() {
        export(lines, exports());
        String answer = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            route.add(
                    having("GET", "versioning"),
                    1,
                    Fault.answer(200, Map.of("Content-Type", "application/xml"), answer));
            route.add(having("GET", "versioning"), Fault.answer(403, "AccessDenied"));
            Map<String, String> options =
                    lines.with("endpoint", route.endpoint().toString());

            String kept = String.join("\n", erase(lines, options).remains());
            String unknown = String.join("\n", erase(lines, options).remains());

            assertTrue(kept.contains("The bucket is versioned: it keeps former versions of deleted objects"), kept);
            assertTrue(
                    kept.contains("batch=b-1/") && kept.contains("batch=b-3/") && !kept.contains("batch=b-4/"), kept);
            assertTrue(unknown.contains("Whether the bucket keeps former versions of objects is not known"), unknown);
            assertTrue(unknown.contains("Replicas, backups and copies of objects of"), unknown);
        }
    }

    @Test
    void refusesAnObjectThatWasChanged() {
        export(lines, exports());
        String key = lines.client().keys().stream()
                .filter(each -> each.contains("/part-"))
                .findFirst()
                .orElseThrow();
        byte[] content = lines.client().read(key);
        content[content.length - 5] ^= 1;
        lines.client().write(key, content);
        assertRefused(
                "is not what was committed: it was changed since, or is",
                "Restore it, or delete all objects of its folder");

        lines.client().write(key, new byte[3]);
        assertRefused(
                "is not what was committed: objects were deleted or changed since",
                "or delete all objects of the folder");
    }

    private void assertRefused(String what, String next) {
        Map<String, String> before = objects(lines);
        MemberportException refused = assertThrows(MemberportException.class, () -> erase(lines));

        assertEquals(FailureKind.TARGET, refused.kind());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(what) && message.contains(next), message);
        assertTrue(message.contains("Nothing was erased."), message);
        assertFalse(message.contains(GONE), message);
        assertEquals(before, objects(lines));
    }

    @Test
    void doesNotMindAnExportThatItsOwnerHasDeleted() throws Exception {
        export(lines, exports());
        lines.client().keys().stream().filter(key -> key.contains("batch=b-1/")).forEach(lines.client()::delete);

        assertEquals(2, erase(lines).rows());

        assertNoTrace(lines, Format.JSONL);
    }

    @Test
    void takesOverFromARunInProgress() throws Exception {
        export(lines, exports());
        try (MemberSink sink = lines.sink(lines.options());
                SinkRun run = sink.open(SinkContext.of(COMMUNITY))) {
            TestExport late = exports().get(3).withBatchId("b-5");
            late.blocks().forEach(run::write);

            assertEquals(1, erase(lines).members());

            MemberportException busy = assertThrows(MemberportException.class, () -> run.commit(late.metadata()));
            assertEquals(FailureKind.TARGET_BUSY, busy.kind());
        }
        assertNoTrace(lines, Format.JSONL);
        assertEquals(List.of(), List.copyOf(lines.leftovers()));
    }

    @Test
    void erasesNothingIfARunTakesOver() throws Exception {
        export(lines, exports());
        List<String> before = contents(lines, Format.JSONL);
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            java.util.concurrent.CountDownLatch released = new java.util.concurrent.CountDownLatch(1);
            Rule held = route.add(having("PUT", "_manifest-"), 1, Fault.holdRequest(released));
            var erasure = java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> erase(lines, lines.with("endpoint", route.endpoint().toString())));
            held.awaitApplied(1, java.time.Duration.ofSeconds(30));
            try (MemberSink sink = lines.sink(lines.options());
                    SinkRun run = sink.open(SinkContext.of(COMMUNITY))) {
                exports().get(3).blocks().forEach(run::write);
                released.countDown();
                Throwable ended = assertThrows(java.util.concurrent.CompletionException.class, erasure::join)
                        .getCause();
                MemberportException busy = (MemberportException) java.util.Objects.requireNonNull(ended);
                assertEquals(FailureKind.TARGET_BUSY, busy.kind(), busy::toString);
                assertTrue(busy.toString().contains("Nothing was erased."), busy::toString);
            }
        }
        assertEquals(before, contents(lines, Format.JSONL));
        assertEquals(List.of(), List.copyOf(lines.leftovers()));
    }

    @Test
    void leavesNothingIfTheStoreRefusesToWrite() throws Exception {
        export(lines, exports());
        Map<String, String> before = objects(lines);
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            route.add(having("PUT", "_manifest-"), Fault.answer(403, "AccessDenied"));

            MemberportException refused = assertThrows(
                    MemberportException.class,
                    () -> erase(lines, lines.with("endpoint", route.endpoint().toString())));

            assertTrue(refused.toString().contains("Nothing was erased."), refused::toString);
        }
        before.remove(LATEST);
        Map<String, String> after = objects(lines);
        after.remove(LATEST);
        assertEquals(before, after);
        assertEquals(List.of(), List.copyOf(lines.leftovers()));
    }

    @Test
    void saysThatFormerObjectsAreNotDeletedAndDeletesThemTheNextTime() throws Exception {
        export(lines, exports());
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            route.add(having("DELETE", "part-"), Fault.answer(403, "AccessDenied"));

            MemberportException refused = assertThrows(
                    MemberportException.class,
                    () -> erase(lines, lines.with("endpoint", route.endpoint().toString())));

            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.contains("names has the members any more, but not all former objects are deleted"),
                    message);
            assertTrue(message.contains("Erase them again, which"), message);
            assertFalse(message.contains("Nothing was erased"), message);
        }
        assertFalse(lines.read().stream().anyMatch(value -> value.memberId().equals(GONE)));

        erase(lines);

        assertNoTrace(lines, Format.JSONL);
        assertEquals(List.of(), List.copyOf(lines.leftovers()));
    }

    @Test
    void findsOutThatItHasErasedWhenTheAnswerIsLost() throws Exception {
        export(lines, exports());
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            // The first one is the claim.
            route.add(nth(2, having("PUT", Latest.KEY)), 1, Fault.loseAnswer());

            assertEquals(
                    1,
                    erase(lines, lines.with("endpoint", route.endpoint().toString()))
                            .members());
        }
        assertNoTrace(lines, Format.JSONL);
        assertEquals(List.of(), List.copyOf(lines.leftovers()));
    }

    private static Predicate<RequestLine> nth(int number, Predicate<RequestLine> which) {
        AtomicInteger seen = new AtomicInteger();
        return request -> which.test(request) && seen.incrementAndGet() == number;
    }

    /** As if the process were killed: from one of its requests on, none arrives any more. */
    @Test
    void comesRightWhereverItIsKilled() throws Exception {
        export(lines, exports());
        int changes;
        S3Fixture measured = fixture(Format.JSONL, Layout.JSON, Compression.NONE);
        export(measured, exports());
        try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
            erase(measured, measured.with("endpoint", route.endpoint().toString()));
            changes = (int) route.exchanges().stream()
                    .map(Exchange::request)
                    .filter(S3EraserTest::changes)
                    .count();
        }
        assertTrue(changes > 15, () -> "only " + changes);
        for (int kill = 1; kill <= changes; kill++) {
            S3Fixture fixture = fixture(Format.JSONL, Layout.JSON, Compression.NONE);
            export(fixture, exports());
            List<String> all = contents(fixture, Format.JSONL);
            try (FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint())) {
                Rule last = route.add(nth(kill, S3EraserTest::changes), 1, Fault.answer(403, "AccessDenied"));
                route.add(request -> last.applied() > 0, Fault.answer(403, "AccessDenied"));
                Map<String, String> options =
                        fixture.with("endpoint", route.endpoint().toString());
                assertThrows(MemberportException.class, () -> erase(fixture, options));
            }
            boolean shown =
                    fixture.read().stream().anyMatch(value -> value.memberId().equals(GONE));
            boolean before = contents(fixture, Format.JSONL).containsAll(all);
            assertTrue(!shown || before, "all or nothing, killed at " + kill);
            if (kill % 2 == 0) {
                // An export comes before it is run again.
                run(without(exports().get(3)).withBatchId("b-5"), fixture, fixture.options());
            }

            erase(fixture);

            assertNoTrace(fixture, Format.JSONL);
            assertEquals(List.of(), List.copyOf(fixture.leftovers()), "killed at " + kill);
            assertEquals(
                    52,
                    fixture.read().stream()
                            .map(value -> value.memberId())
                            .distinct()
                            .count());
            fixtures.remove(fixture);
            fixture.remove();
        }
    }

    private static boolean changes(RequestLine request) {
        return !request.method().equals("GET") && !request.method().equals("HEAD");
    }
}
