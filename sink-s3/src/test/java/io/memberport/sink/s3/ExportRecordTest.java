package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.Allowances;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.catalog.CommittedExport;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.Latest;
import io.memberport.sink.s3.catalog.LatestJson;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.testkit.TestExport;
import io.memberport.testkit.fixture.StoredValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exports that come again, late, or after others that took their place. Days stand for their dates. */
class ExportRecordTest {

    private static final ProfileVariable CITY = TestExport.variable("v-city", "City", "string");
    private static final String COMMUNITY = "c";
    private static final String LATEST = "lake/members/" + Latest.KEY;
    private static final Allowances OLDER = new Allowances(true, false);

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
    private final Map<String, String> otherForm = fixture.with("compression", "gzip");

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T02:00:00Z").plusSeconds(86_400L * day);
    }

    private static TestExport full(int day, String city) {
        return TestExport.of("b-" + day)
                .dated(day(day), day(day))
                .member("m", values(CITY, text(city)))
                .member("n", values(CITY, text(city)));
    }

    private static TestExport changes(int day, String city) {
        return TestExport.of("c-" + day).since(day(1)).dated(day(day), day(day)).member("m", values(CITY, text(city)));
    }

    private Outcome run(TestExport export) {
        return run(export, fixture.options(), Allowances.NONE);
    }

    private Outcome run(TestExport export, Map<String, String> options, Allowances allowances) {
        return ExportTransfer.forCommunity(COMMUNITY)
                .allowing(allowances)
                .run(export.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE)
                .targets()
                .get(0)
                .outcome();
    }

    private MemberportException refused(TestExport export, Map<String, String> options, Allowances allowances) {
        TargetsFailedException failed =
                assertThrows(TargetsFailedException.class, () -> run(export, options, allowances));
        return Objects.requireNonNull(failed.targets().get(0).failure());
    }

    /** The cities of the present state, by member. */
    private Map<String, @Nullable String> cities() throws Exception {
        Map<String, @Nullable String> cities = new TreeMap<>();
        for (StoredValue value : fixture.read()) {
            cities.put(value.memberId(), value.value());
        }
        return cities;
    }

    private Map<String, String> objects() {
        Map<String, String> objects = new TreeMap<>();
        for (String key : fixture.client().keys()) {
            objects.put(key, fixture.client().tag(key));
        }
        return objects;
    }

    private @Nullable Instant nextSince() {
        try (MemberSink sink = fixture.sink(fixture.options())) {
            return sink.lastCommit(COMMUNITY).map(LastCommit::lastSyncDate).orElse(null);
        }
    }

    private String key(String part) {
        List<String> keys = fixture.client().keys().stream()
                .filter(key -> key.contains(part))
                .toList();
        assertEquals(1, keys.size(), keys::toString);
        return keys.get(0);
    }

    @Test
    void writesNoExportAgainWhateverCameAfterIt() {
        List<TestExport> exports =
                List.of(full(1, "Bonn"), changes(2, "Rome"), changes(3, "Oslo"), full(4, "Ulm"), changes(5, "Kiel"));
        for (TestExport export : exports) {
            assertEquals(Outcome.COMMITTED, run(export));
        }
        Map<String, String> before = objects();

        for (TestExport export : exports) {
            assertEquals(Outcome.ALREADY_COMMITTED, run(export), export::toString);
            assertEquals(Outcome.ALREADY_COMMITTED, run(export, fixture.options(), OLDER), export::toString);
        }
        before.remove(LATEST);
        Map<String, String> after = objects();
        after.remove(LATEST);
        assertEquals(before, after);
    }

    @Test
    void writesAFormerExportAgainIfAFileOfItIsGone() throws Exception {
        run(full(1, "Bonn"));
        run(full(2, "Rome"));
        fixture.client().delete(key("batch=b-1/part-"));

        MemberportException failure = refused(full(1, "Bonn"), fixture.options(), Allowances.NONE);
        assertEquals(Remedy.ALLOW_OLDER, failure.remedy().orElseThrow());
        assertEquals(Outcome.COMMITTED, run(full(1, "Bonn"), fixture.options(), OLDER));

        assertEquals(Set.of("Bonn"), new TreeSet<>(cities().values()));
        key("batch=b-1~2/part-");
    }

    @Test
    void knowsExportsOfItsOwnFormOnly() {
        run(full(1, "Bonn"));
        run(full(2, "Rome"), otherForm, Allowances.NONE);

        assertEquals(Outcome.ALREADY_COMMITTED, run(full(1, "Bonn")));
        assertEquals(Outcome.ALREADY_COMMITTED, run(full(2, "Rome"), otherForm, Allowances.NONE));
        assertEquals(Outcome.COMMITTED, run(full(2, "Rome")));
        assertEquals(
                FailureKind.TARGET,
                refused(full(1, "Bonn"), otherForm, Allowances.NONE).kind());
    }

    @Test
    void refusesAnOlderExportWhateverTheFormOfTheNewerOneIs() throws Exception {
        run(full(1, "Bonn"), otherForm, Allowances.NONE);
        run(changes(4, "Oslo"), otherForm, Allowances.NONE);
        run(changes(3, "Rome"), otherForm, OLDER);
        Map<String, String> before = objects();

        MemberportException failure = refused(full(2, "Ulm"), fixture.options(), Allowances.NONE);

        assertEquals(FailureKind.TARGET, failure.kind());
        String said = failure.toString();
        assertTrue(said.contains(day(2).toString()) && said.contains(day(4).toString()), said);
        assertEquals(before.keySet(), objects().keySet());
        assertEquals(Outcome.COMMITTED, run(full(4, "Ulm").withBatchId("b-same-date")));
    }

    @Test
    void appliesAnOlderExportLastIfItIsAllowed() throws Exception {
        run(full(1, "Bonn"));
        run(changes(3, "Oslo"));

        assertEquals(Outcome.COMMITTED, run(changes(2, "Rome"), fixture.options(), OLDER));
        assertEquals(Map.of("m", "Rome", "n", "Bonn"), cities());
        assertEquals(day(3), nextSince());

        assertEquals(Outcome.COMMITTED, run(full(0, "Ulm"), fixture.options(), OLDER));
        assertEquals(Map.of("m", "Ulm", "n", "Ulm"), cities());
        assertEquals(null, nextSince());

        assertEquals(Outcome.COMMITTED, run(full(4, "Kiel")));
        assertEquals(day(4), nextSince());
    }

    @Test
    void refusesChangesInAnotherFormThanTheirFullExport() throws Exception {
        run(full(1, "Bonn"));

        MemberportException failure = refused(changes(2, "Rome"), otherForm, new Allowances(true, true));

        assertEquals(Remedy.EXPORT_IN_FULL, failure.remedy().orElseThrow());
        assertEquals(Map.of("m", "Bonn", "n", "Bonn"), cities());
    }

    /** Or who reads the folder of an export would read another one, too. */
    @Test
    void givesABatchAFolderThatHoldsNoOtherExport() throws Exception {
        run(full(1, "Bonn"));
        run(full(2, "Rome"));
        run(full(2, "Oslo").withBatchId("b-1").dated(day(1).plusSeconds(60), null), fixture.options(), OLDER);
        key("batch=b-1~2/part-");

        fixture.client().delete(LATEST);
        run(full(1, "Kiel"));
        key("batch=b-1~3/part-");
        assertEquals(Set.of("Kiel"), new TreeSet<>(cities().values()));
    }

    @Test
    void forgetsFormerExportsBeforeTheRecordBecomesTooLong() throws Exception {
        writeLatest(1, Latest.MOST_SUPERSEDED + 2);

        assertEquals(Outcome.COMMITTED, run(changes(3, "Bonn")));
        CommunityState state = latest();
        assertEquals(2, state.exports().size());
        assertEquals(Latest.MOST_SUPERSEDED, state.superseded().size());
        assertEquals("former-00002/", state.superseded().get(0).folder());
    }

    @Test
    void forgetsFormerExportsRatherThanRefuseChanges() throws Exception {
        writeLatest(exportsOf(27 << 19), Latest.MOST_SUPERSEDED);
        assertTrue(fixture.client().read(LATEST).length > LatestJson.LARGEST_COMMIT_BYTES);

        assertEquals(Outcome.COMMITTED, run(changes(3, "Bonn")));
        int remembered = latest().superseded().size();
        assertTrue(remembered > 0 && remembered < Latest.MOST_SUPERSEDED, () -> "remembered: " + remembered);
        assertTrue(fixture.client().read(LATEST).length <= LatestJson.LARGEST_COMMIT_BYTES);
    }

    @Test
    void refusesChangesForWhichThereIsNoRoomUntilAFullExportMakesIt() throws Exception {
        writeLatest(exportsOf(LatestJson.LARGEST_COMMIT_BYTES), 0);

        MemberportException failure = refused(changes(3, "Bonn"), fixture.options(), Allowances.NONE);
        assertEquals(Remedy.EXPORT_IN_FULL, failure.remedy().orElseThrow());
        assertEquals(null, latest().claim());
        assertTrue(fixture.client().keys().stream().noneMatch(key -> key.contains("/part-")));

        assertEquals(Outcome.COMMITTED, run(full(3, "Bonn")));
        assertEquals(1, latest().exports().size());
        assertEquals(Latest.MOST_SUPERSEDED, latest().superseded().size());
    }

    /** How many of the entries below take so many bytes, or a few more. */
    private static int exportsOf(int bytes) {
        CommunityState some = new CommunityState(entries("present", 1_000), null, List.of());
        return (int) (bytes * 1_000L / LatestJson.write(new Latest(Map.of(COMMUNITY, some))).length) + 20;
    }

    private CommunityState latest() {
        return LatestJson.read(fixture.client().read(LATEST), S3Target.parse(fixture.target()))
                .of(COMMUNITY);
    }

    /** As many small exports would have left it. */
    private void writeLatest(int exports, int superseded) {
        CommunityState state = new CommunityState(entries("present", exports), null, entries("former", superseded));
        fixture.client().write(LATEST, LatestJson.write(new Latest(Map.of(COMMUNITY, state))));
    }

    private static List<CommittedExport> entries(String name, int count) {
        List<CommittedExport> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new CommittedExport(
                    String.format(Locale.ROOT, "%s-%05d/", name, i),
                    "jsonl",
                    "json",
                    "none",
                    "b",
                    "0".repeat(64),
                    i == 0 ? null : day(1),
                    day(2),
                    day(2),
                    null,
                    1,
                    1,
                    1,
                    1,
                    "run"));
        }
        return entries;
    }
}
