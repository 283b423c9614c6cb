package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import io.memberport.testkit.fixture.StoredValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files hold all that UTF-8 holds, in ids and names, too. */
class OddNamesTest {

    private static final String HALF = "\ud83d";

    @ParameterizedTest
    @CsvSource({"JSONL, JSON", "CSV, LONG", "PARQUET, LONG", "PARQUET, WIDE"})
    void holdsTheCharacterZeroAndLongIds(Format format, Layout layout) throws Exception {
        String longId = "é\u0000".repeat(2_000);
        TestExport export = TestExport.of("b\u0000")
                .member("m\u0000", values(TestExport.variable("v\u0000", "n\u0000", "t\u0000"), text("a\u0000")))
                .member(longId, values(TestExport.variable(longId, longId, "string"), text(longId)));
        S3Fixture fixture = new S3Fixture(format, layout, Compression.GZIP);
        try {
            assertEquals(Outcome.COMMITTED, run("c\u0000", export, fixture));
            assertEquals(Outcome.ALREADY_COMMITTED, run("c\u0000", export, fixture));

            List<List<@Nullable String>> stored = new ArrayList<>();
            for (StoredValue value : fixture.read()) {
                if (value.value() != null) {
                    stored.add(List.of(
                            value.memberId(),
                            Objects.requireNonNull(value.variableId()),
                            Objects.requireNonNull(value.variableName()),
                            Objects.requireNonNull(value.dataType()),
                            Objects.requireNonNull(value.value())));
                }
            }
            assertEquals(
                    List.of(
                            List.of("m\u0000", "v\u0000", "n\u0000", "t\u0000", "a\u0000"),
                            List.of(longId, longId, longId, "string", longId)),
                    stored);
        } finally {
            fixture.remove();
        }
    }

    private static Outcome run(String community, TestExport export, S3Fixture fixture) {
        return ExportTransfer.forCommunity(community)
                .run(export.asFile(), null, List.of(fixture.sink(fixture.options())), ExportListener.NONE)
                .targets()
                .get(0)
                .outcome();
    }

    /** What is behind an escape in them concerns no one but their reader. */
    @Test
    void holdsDocumentsByteForByte() throws Exception {
        String document =
                "{ \"memberId\":\"\\u006d\", \"new\":\"half \\ud83d, zero \\u0000, é\" ,\"variables\" : [ ] }";
        S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
        try (MemberSink sink = fixture.sink(fixture.options());
                SinkRun run = sink.open(SinkContext.of("c"))) {
            Member member = new Member(Text.of("m"), List.of(), Text.of(document));
            run.write(MemberBlock.of(0, List.of(member), 1));
            run.commit(metadata("b"));

            String key = fixture.client().keys().stream()
                    .filter(name -> name.contains("/part-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(document + "\n", new String(fixture.client().read(key), StandardCharsets.UTF_8));
        } finally {
            fixture.remove();
        }
    }

    private static ExportMetadata metadata(String batch) {
        return new ExportMetadata(batch, null, null, null, "0".repeat(64), 100, 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "👍", "%"})
    void keepsLongNamesOfCommunitiesAndBatchesApart(String character) throws Exception {
        String name = character.repeat(3_000);
        S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
        try {
            for (String end : List.of("1", "2")) {
                for (String batch : List.of("1", "2", "2")) {
                    TestExport export = TestExport.of(name + batch)
                            .member("m" + end, values(TestExport.variable("v", "V", "string"), text(end + batch)));
                    run(name + end, export, fixture);
                }
                try (MemberSink sink = fixture.sink(fixture.options())) {
                    assertEquals(
                            name + "2",
                            sink.lastCommit(name + end).map(LastCommit::batchId).orElse(null));
                }
            }

            List<String> files = fixture.client().keys().stream()
                    .filter(key -> key.contains("/part-"))
                    .toList();
            assertEquals(4, files.size(), files::toString);
            assertEquals(
                    4,
                    files.stream()
                            .map(key -> key.substring(0, key.lastIndexOf('/')))
                            .distinct()
                            .count());
            assertTrue(files.stream().allMatch(key -> key.getBytes(StandardCharsets.UTF_8).length <= 1_024));
            assertEquals(
                    List.of("12", "22"),
                    fixture.read().stream().map(StoredValue::value).sorted().toList());
        } finally {
            fixture.remove();
        }
    }

    @Test
    void refusesHalfACharacterInTheNamesOfCommunitiesAndBatches() throws Exception {
        S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.NONE);
        try {
            assertRefuses(() -> open(SinkContext.of(HALF), metadata("b"), fixture));
            assertRefuses(() -> open(new SinkContext("c", HALF, null, null, List.of()), metadata("b"), fixture));
            assertRefuses(() -> open(SinkContext.of("c"), metadata(HALF), fixture));
            assertEquals(List.of(), List.copyOf(fixture.strays()));
            assertEquals(List.of(), List.copyOf(fixture.read()));
        } finally {
            fixture.remove();
        }
    }

    private static void open(SinkContext context, ExportMetadata metadata, S3Fixture fixture) {
        try (MemberSink sink = fixture.sink(fixture.options());
                SinkRun run = sink.open(context)) {
            run.write(MemberBlock.of(0, List.of(new Member(Text.of("m"), List.of(), Text.of("{}"))), 0));
            run.commit(metadata);
        }
    }

    private static void assertRefuses(Runnable run) {
        MemberportException failure = assertThrows(MemberportException.class, run::run);

        assertEquals(FailureKind.TARGET, failure.kind(), failure::toString);
        assertTrue(failure.toString().contains("half a character"), failure::toString);
    }
}
