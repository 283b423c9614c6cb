package io.memberport.sink.s3;

import static io.memberport.testing.store.RequestLine.having;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.Fault;
import io.memberport.testing.store.FaultyRoute;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testing.store.Rule;
import io.memberport.testkit.TestExport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs for many communities share one prefix, and with it one {@code _latest.json}; none keeps another from its commit. The store of the
 * tests compares conditions first and writes then, so it is given one write of that object at a time.
 */
class CommunitiesAtOnceTest {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Layout.JSON, Compression.GZIP);
    private final FaultyRoute route = FaultyRoute.to(ObjectStore.shared().endpoint());

    @AfterEach
    void remove() {
        route.close();
        fixture.remove();
    }

    private Outcome write(String community, int day) {
        Instant date = DAY.plusSeconds(86_400L * day);
        TestExport export = TestExport.of("b-" + day)
                .dated(date, date)
                .member("m-1", values(variable("v-city", "City", "string"), text("Graz")));
        try (MemberSink sink =
                fixture.sink(fixture.with("endpoint", route.endpoint().toString()))) {
            return ExportTransfer.forCommunity(community)
                    .run(export.asFile(), null, List.of(sink), ExportListener.NONE)
                    .targets()
                    .get(0)
                    .outcome();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void allCommit(int communities) throws Exception {
        route.add(having("PUT", "_latest.json"), Fault.oneAtATime());
        ExecutorService threads = Executors.newFixedThreadPool(communities);
        CyclicBarrier together = new CyclicBarrier(communities);
        List<Future<List<Outcome>>> runs = new ArrayList<>();
        try {
            for (int i = 0; i < communities; i++) {
                String community = "community-" + i;
                runs.add(threads.submit(() -> {
                    together.await();
                    return List.of(write(community, 1), write(community, 2));
                }));
            }
            for (Future<List<Outcome>> run : runs) {
                assertEquals(List.of(Outcome.COMMITTED, Outcome.COMMITTED), run.get());
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < communities; i++) {
            try (MemberSink sink = fixture.sink(fixture.options())) {
                assertEquals(
                        "b-2", sink.lastCommit("community-" + i).orElseThrow().batchId());
            }
        }
        assertEquals(List.of(), fixture.client().unfinishedUploads());
    }

    /** More often in a row than without pauses would be likely. */
    @Test
    void commitsAfterOthersWereQuickerSeveralTimes() {
        Rule quicker = route.add(having("PUT", "_latest.json"), 8, Fault.answer(412, "PreconditionFailed"));

        assertEquals(Outcome.COMMITTED, write("community-0", 1));

        assertEquals(8, quicker.applied());
    }
}
