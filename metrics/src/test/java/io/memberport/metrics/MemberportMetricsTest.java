package io.memberport.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.export.ExportResult;
import io.memberport.export.MemberExport;
import io.memberport.export.PollSchedule;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.port.Backoff;
import io.memberport.port.Delays;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.network.RetryListener;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.Resource;
import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.sink.csv.CsvMemberSink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs against the simulator, and what a scrape of their registry says of them. */
class MemberportMetricsTest {

    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(300).variables(10).build();

    /** No pause takes time. */
    private static final Delays HURRIED = new Delays() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void waitFor(Duration duration) {}
    };

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private PrometheusText scrape() {
        return PrometheusText.parse(registry.scrape());
    }

    private static AlidaApi connect(AlidaSimulator alida, RetryListener retries) {
        return AlidaApi.at(alida.apiUrl())
                .community(alida.community())
                .credentials(new ClientCredentials(alida.clientId(), alida.clientSecret(), alida.apiKey()))
                .delays(HURRIED)
                .retryListener(retries)
                .build();
    }

    private ExportResult run(AlidaSimulator alida, Duration deadline, MemberSink... sinks) {
        RunMetrics run = MemberportMetrics.of(registry).begin(alida.community(), "nightly");
        PollSchedule schedule =
                new PollSchedule(new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0), deadline);
        try (AlidaApi api = connect(alida, run)) {
            return run.measure(() -> MemberExport.of(api, alida.community())
                    .withDelays(HURRIED)
                    .withSchedule(schedule)
                    .run(List.of(sinks), run));
        }
    }

    private CsvMemberSink csv(String name) {
        return CsvMemberSink.to(directory.resolve(name)).build();
    }

    @Test
    void hasEveryMetricByTheNameThatItIsToHave() throws IOException {
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            run(alida, Duration.ofMinutes(1), csv("members.csv"));
        }

        assertEquals(
                Arrays.stream(ExportMetric.values())
                        // A CSV file does not know whom it had before.
                        .filter(metric -> metric != ExportMetric.NEW_MEMBERS)
                        .map(ExportMetric::prometheusName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(scrape().names()));
    }

    @Test
    void tellsOfASuccess() throws IOException {
        double before = System.currentTimeMillis() / 1000d;
        ExportResult result;
        try (AlidaSimulator alida =
                AlidaSimulator.builder().community("panel").export(SPEC).start()) {
            result = run(alida, Duration.ofMinutes(1), csv("members.csv"));
        }

        PrometheusText text = scrape();
        String target = "target=\"" + directory.resolve("members.csv") + "\"";
        assertEquals(300, text.sum("memberport_export_members_total", "community=\"panel\""));
        assertEquals(300, text.sum("memberport_export_last_members"));
        assertEquals((double) result.metadata().values(), text.sum("memberport_export_values_total"));
        assertEquals((double) result.metadata().contentBytes(), text.sum("memberport_export_transferred_bytes_total"));
        assertEquals((double) result.targets().get(0).rows(), text.sum("memberport_export_rows_total", target));
        assertEquals(
                1,
                text.sum(
                        "memberport_export_runs_total",
                        "outcome=\"written\"",
                        "cause=\"none\"",
                        "memberport_job=\"nightly\""));
        assertEquals(1, text.sum("memberport_export_last_run_success"));
        double success = text.sum("memberport_export_last_success_timestamp_seconds");
        assertTrue(success >= before && success <= System.currentTimeMillis() / 1000d, () -> "at " + success);
        assertEquals(success, text.sum("memberport_export_last_run_timestamp_seconds"), 5);
        for (String phase : List.of("start", "wait", "write", "commit")) {
            assertTrue(text.sum("memberport_export_duration_seconds", "phase=\"" + phase + "\"") > 0, phase);
        }
        for (String phase : List.of("download", "collect", "pause")) {
            assertEquals(0, text.sum("memberport_export_duration_seconds", "phase=\"" + phase + "\""), phase);
        }
    }

    @Test
    void tellsOfACopyThatIsReadTwice() throws IOException {
        ExportResult result;
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            result = run(
                    alida,
                    Duration.ofMinutes(1),
                    CsvMemberSink.to(directory.resolve("wide.csv"))
                            .layout(Layout.WIDE)
                            .build());
        }

        PrometheusText text = scrape();
        assertEquals((double) result.metadata().contentBytes(), text.sum("memberport_export_transferred_bytes_total"));
        assertTrue(text.sum("memberport_export_duration_seconds", "phase=\"download\"") > 0);
        assertTrue(text.sum("memberport_export_duration_seconds", "phase=\"collect\"") > 0);
    }

    @Test
    void keepsTheLastSuccessWhenALaterRunFails() throws IOException {
        double success;
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            run(alida, Duration.ofMinutes(1), csv("members.csv"));
            success = scrape().sum("memberport_export_last_success_timestamp_seconds");
        }
        try (AlidaSimulator alida =
                AlidaSimulator.builder().export(SPEC).looks(1_000_000, 0).start()) {
            assertThrows(MemberportException.class, () -> run(alida, Duration.ofMillis(300), csv("members.csv")));
        }

        PrometheusText text = scrape();
        assertEquals(success, text.sum("memberport_export_last_success_timestamp_seconds"));
        assertEquals(0, text.sum("memberport_export_last_run_success"));
        assertTrue(text.sum("memberport_export_last_run_timestamp_seconds") >= success);
        assertEquals(300, text.sum("memberport_export_last_members"));
        assertEquals(1, text.sum("memberport_export_runs_total", "outcome=\"failed\"", "cause=\"deadline\""));
        assertEquals(1, text.sum("memberport_export_runs_total", "outcome=\"written\""));
        assertEquals(0, text.sum("memberport_export_duration_seconds", "phase=\"write\""));
    }

    @Test
    void countsWhatIsDoneAgain() throws IOException {
        ExportResult result;
        try (AlidaSimulator alida =
                AlidaSimulator.builder().export(SPEC).ranges(false).start()) {
            alida.failNext(Resource.TOKEN, 1, 429, Duration.ZERO);
            alida.failNext(Resource.STATUS, 2, 503);
            alida.breakNextTransferAfter(1000);
            result = run(alida, Duration.ofMinutes(1), csv("members.csv"));
        }

        PrometheusText text = scrape();
        assertEquals(1, text.sum("memberport_export_retries_total", "cause=\"too-many-requests\""));
        assertEquals(2, text.sum("memberport_export_retries_total", "cause=\"server-error\""));
        assertEquals(0, text.sum("memberport_export_retries_total", "cause=\"timeout\""));
        assertEquals(1, text.sum("memberport_export_restarts_total"));
        assertEquals(0, text.sum("memberport_export_resumptions_total"));
        assertEquals(300, text.sum("memberport_export_members_total"));
        assertTrue(text.sum("memberport_export_transferred_bytes_total")
                >= result.metadata().contentBytes());
    }

    @Test
    void countsATransferThatResumes() throws IOException {
        ExportResult result;
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            alida.breakNextTransferAfter(50_000);
            result = run(alida, Duration.ofMinutes(1), csv("members.csv"));
        }

        PrometheusText text = scrape();
        assertEquals(1, text.sum("memberport_export_resumptions_total"));
        assertEquals(0, text.sum("memberport_export_restarts_total"));
        assertEquals((double) result.metadata().contentBytes(), text.sum("memberport_export_transferred_bytes_total"));
    }

    @Test
    void tellsWhichTargetHasNothing() throws IOException {
        Files.createDirectories(directory.resolve("broken.csv.manifest.json/in-the-way"));
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            assertThrows(
                    MemberportException.class,
                    () -> run(alida, Duration.ofMinutes(1), csv("members.csv"), csv("broken.csv")));
        }

        assertEquals(1, scrape().sum("memberport_export_runs_total", "outcome=\"failed\"", "cause=\"target\""));
    }

    @Test
    void countsAnExportThatIsThereAlready() throws IOException {
        try (AlidaSimulator alida = AlidaSimulator.builder().export(SPEC).start()) {
            for (int i = 0; i < 2; i++) {
                RunMetrics run = MemberportMetrics.of(registry).begin(alida.community());
                try (AlidaApi api = connect(alida, run)) {
                    run.measure(() -> MemberExport.of(api, alida.community())
                            .withDelays(HURRIED)
                            .runBatch(alida.batchId(), List.of(csv("members.csv")), run));
                }
            }
        }

        PrometheusText text = scrape();
        assertEquals(1, text.sum("memberport_export_runs_total", "outcome=\"written\""));
        assertEquals(1, text.sum("memberport_export_runs_total", "outcome=\"already-written\""));
        assertEquals(600, text.sum("memberport_export_members_total"));
        assertEquals(600, 2 * text.sum("memberport_export_last_members"));
        assertFalse(text.samples().keySet().stream().anyMatch(sample -> sample.contains("nightly")));
    }

    @Test
    void showsNoCredentialInTheLabelOfATarget() {
        assertEquals("jdbc:postgresql://db/panel", TargetLabel.of("jdbc:postgresql://me:sesame@db/panel?password=x"));
        assertEquals("jdbc:postgresql://db/panel", TargetLabel.of("jdbc:postgresql://me:ses/ame@db/panel"));
        assertEquals("jdbc:postgresql://", TargetLabel.of("jdbc:postgresql://me:ses?ame@db/panel"));
        assertEquals("jdbc:sqlserver://db", TargetLabel.of("jdbc:sqlserver://db;password=sesame"));
        assertEquals("md:panel", TargetLabel.of("md:panel motherduck_token=sesame"));
        assertEquals("/data/members.csv", TargetLabel.of("/data/members.csv"));
        assertEquals(100, TargetLabel.of("s3://" + "x".repeat(200)).length());
    }
}
