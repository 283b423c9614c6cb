package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testkit.TestExport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a target would refuse to commit is found before an export is started. */
class OtherFormTest {

    private static final TestExport FULL = TestExport.of("batch")
            .member("m-1", TestExport.values(TestExport.variable("v", "City", "string"), TestExport.text("Bonn")));

    private final S3Fixture fixture = new S3Fixture(Format.PARQUET, Layout.WIDE, Compression.GZIP);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private void write(Map<String, String> options) {
        ExportTransfer.forCommunity("c").run(FULL.asFile(), null, List.of(fixture.sink(options)), ExportListener.NONE);
    }

    @Test
    void takesChangesInTheFormOfTheFullExport() {
        write(fixture.options());

        try (MemberSink sink = fixture.sink(fixture.options())) {
            sink.checkIncremental("c");
            sink.checkIncremental("another community");
        }
    }

    @Test
    void refusesChangesInAnotherFormThanTheFullExport() {
        write(fixture.options());

        for (Map<String, String> other : fixture.optionsOfOtherForms()) {
            try (MemberSink sink = fixture.sink(other)) {
                MemberportException failure = assertThrows(MemberportException.class, () -> sink.checkIncremental("c"));

                assertEquals(FailureKind.TARGET, failure.kind());
                assertTrue(failure.toString().contains("have another format, layout or compression"));
                assertTrue(failure.toString().contains("Use the former options, or make a full export."));
            }
        }
    }

    @Test
    void readsTheColumnsOfTheLastExportBeforeAnotherIsStarted() {
        write(fixture.options());
        route.add(having("GET", "_manifest-"), Fault.answer(200, Map.of("ETag", "\"1\""), "no manifest"));

        try (MemberSink sink =
                fixture.sink(fixture.with("endpoint", route.endpoint().toString()))) {
            MemberportException failure = assertThrows(MemberportException.class, () -> sink.lastCommit("c"));

            assertEquals(FailureKind.TARGET, failure.kind());
            assertTrue(failure.toString().contains("is not what this version of Memberport writes"));
            assertTrue(failure.toString().contains("a full export then names the columns again"));
        }
    }

    /** Only the first claim in a prefix relies on it, and that is when it is asked for. */
    @Test
    void refusesAStoreThatReplacesWhatShouldBeAbsent() throws Exception {
        int[] puts = {0};
        route.add(
                request -> having("PUT", "_latest.json").test(request) && ++puts[0] == 2,
                Fault.answer(200, Map.of("ETag", "\"1\""), ""));

        TargetsFailedException failed = assertThrows(
                TargetsFailedException.class,
                () -> write(fixture.with("endpoint", route.endpoint().toString())));
        MemberportException failure = (MemberportException) Objects.requireNonNull(failed.getCause());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("ignores the conditions of conditional writes"), failure::toString);
        assertEquals(List.of(), fixture.strays());
    }

    @Test
    void refusesAStoreThatIgnoresConditionsAlsoIfNothingWasChecked() throws Exception {
        route.add(having("PUT", "_check"), Fault.answer(200, Map.of("ETag", "\"1\""), ""));

        assertThrows(
                TargetsFailedException.class,
                () -> write(fixture.with("endpoint", route.endpoint().toString())));

        assertEquals(List.of(), fixture.client().keys());
    }
}
