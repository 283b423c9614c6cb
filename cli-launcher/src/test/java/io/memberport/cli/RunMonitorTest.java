package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.metrics.ExportMetric;
import io.memberport.port.file.LockFile;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others learn of a run: by a file, by OTLP, by a notification; and that the run does not depend on them. */
class RunMonitorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ExportGenerator.Spec SPEC =
            ExportGenerator.Spec.builder().members(50).variables(5).build();

    @TempDir
    Path directory;

    private AlidaSimulator alida;

    @BeforeEach
    void start() throws IOException {
        alida = AlidaSimulator.builder().community("panel").export(SPEC).start();
    }

    @AfterEach
    void stop() {
        alida.close();
    }

    private CommandLineRun run(int exitCode, String... options) {
        return run(new CommandLineRun(directory).against(alida), exitCode, options);
    }

    private CommandLineRun run(CommandLineRun run, int exitCode, String... options) {
        return run(run, run.process(new Interruption()), exitCode, options);
    }

    private CommandLineRun run(CommandLineRun run, ProcessEnvironment process, int exitCode, String... options) {
        List<String> arguments = Stream.concat(
                        Stream.of("export", "--output", "json", "--to", "csv:" + directory.resolve("members.csv")),
                        Stream.of(options))
                .toList();
        try (RunContext context = RunContext.begin(null)) {
            assertTrue(context.job().isEmpty());
            assertEquals(exitCode, MemberportCommand.run(arguments, process), run.err());
        }
        return run;
    }

    /** Each sample with its labels. */
    private Map<String, Double> samples() throws IOException {
        return Files.readAllLines(directory.resolve("memberport.prom")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private double sample(String name, String more) throws IOException {
        String key = name + "{" + more + "}";
        Map<String, Double> all = samples();
        assertTrue(all.containsKey(key), () -> key + " is not in " + all);
        return all.getOrDefault(key, Double.NaN);
    }

    private static String ofPanel(String... own) {
        String labels = "cause,change,community,memberport_job,outcome,phase,target";
        Map<String, String> values = new HashMap<>(Map.of("community", "panel", "memberport_job", "none"));
        for (int i = 0; i < own.length; i += 2) {
            values.put(own[i], own[i + 1]);
        }
        return Arrays.stream(labels.split(",", -1))
                .filter(values::containsKey)
                .map(label -> label + "=\"" + values.get(label) + "\"")
                .collect(Collectors.joining(","));
    }

    @Test
    void writesAFileThatOthersCanReadAndEachRunAddsTo() throws IOException {
        Path file = directory.resolve("memberport.prom");
        run(0, "--metrics-file", file.toString());
        double firstSuccess = sample("memberport_export_last_success_timestamp_seconds", ofPanel());

        run(0, "--metrics-file", file.toString());

        assertEquals(100, sample("memberport_export_members_total", ofPanel()));
        assertEquals(50, sample("memberport_export_last_members", ofPanel()));
        assertEquals(2, sample("memberport_export_runs_total", ofPanel("outcome", "written", "cause", "none")));
        assertTrue(sample("memberport_export_last_success_timestamp_seconds", ofPanel()) >= firstSuccess);
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(".state", "memberport.prom", "members.csv", "members.csv.manifest.json"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void keepsTheTimeOfTheLastSuccessWhenARunFails() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        run(0, "--metrics-file", file);
        double success = sample("memberport_export_last_success_timestamp_seconds", ofPanel());

        alida.close();
        alida = AlidaSimulator.builder()
                .community("panel")
                .export(SPEC)
                .failWith("no disk")
                .start();
        run(4, "--metrics-file", file);

        assertEquals(success, sample("memberport_export_last_success_timestamp_seconds", ofPanel()));
        assertEquals(0, sample("memberport_export_last_run_success", ofPanel()));
        assertEquals(1, sample("memberport_export_runs_total", ofPanel("outcome", "failed", "cause", "export-failed")));
        assertEquals(1, sample("memberport_export_runs_total", ofPanel("outcome", "written", "cause", "none")));
    }

    @Test
    void measuresARunThatFailsBeforeItHasBegun() throws IOException {
        CommandLineRun run = new CommandLineRun(directory).against(alida).with("MEMBERPORT_CLIENT_SECRET", "");

        run(run, 2, "--metrics-file", directory.resolve("memberport.prom").toString());

        assertEquals(1, sample("memberport_export_runs_total", ofPanel("outcome", "failed", "cause", "configuration")));
        assertFalse(samples().keySet().stream().anyMatch(key -> key.contains("last_success")));
    }

    @Test
    void forgetsARunWithoutACommunityWhenTheNextOneSucceeds() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        run(0, "--metrics-file", file);
        String unknown = "memberport_export_last_run_success{community=\"unknown\",memberport_job=\"none\"}";

        run(new CommandLineRun(directory).against(alida).with("MEMBERPORT_COMMUNITY", ""), 2, "--metrics-file", file);
        assertEquals(0, samples().get(unknown));

        run(0, "--metrics-file", file);
        assertEquals(
                List.of(),
                samples().keySet().stream()
                        .filter(key -> key.contains("unknown"))
                        .toList());
        assertEquals(2, sample("memberport_export_runs_total", ofPanel("outcome", "written", "cause", "none")));
    }

    @Test
    void keepsTheCountersOfATargetThatHasTheExportAlready() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        CommandLineRun first = run(0, "--metrics-file", file);
        String change = ofPanel("target", directory.resolve("members.csv").toString(), "change", "new");
        double changes = sample("memberport_export_changed_variables_total", change);

        run(
                0,
                "--metrics-file",
                file,
                "--batch-id",
                first.json().path("batchId").asText());

        assertEquals(1, sample("memberport_export_runs_total", ofPanel("outcome", "already-written", "cause", "none")));
        assertEquals(changes, sample("memberport_export_changed_variables_total", change));
    }

    @Test
    void measuresWhatHasChanged() throws IOException {
        String database = "jdbc:sqlite:" + directory.resolve("members.db");

        run(0, "--metrics-file", directory.resolve("memberport.prom").toString(), "--to", database);

        assertEquals(50, sample("memberport_export_new_members_total", ofPanel("target", database)));
        assertEquals(
                0, sample("memberport_export_changed_variables_total", ofPanel("target", database, "change", "gone")));
    }

    @Test
    void doctorShowsNoPathOfTheReceiver() throws IOException {
        try (Receiver receiver = Receiver.answering(200)) {
            CommandLineRun doctor = new CommandLineRun(directory)
                    .against(alida)
                    .with("MEMBERPORT_NOTIFY_URL", receiver.address() + "/hidden-path");

            doctor.run("doctor", "--to", "csv:" + directory.resolve("members.csv"));

            assertTrue(doctor.out().contains("notify-url"), doctor.out());
            assertFalse(doctor.out().contains("hidden"), doctor.out());
        }
    }

    @Test
    void forgetsTargetsThatASuccessfulRunNoLongerHas() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        run(0, "--metrics-file", file, "--to", "csv:" + directory.resolve("other.csv"));
        String other = ofPanel("target", directory.resolve("other.csv").toString());
        assertTrue(sample("memberport_export_rows_total", other) > 0);

        run(0, "--metrics-file", file);

        assertFalse(samples().containsKey("memberport_export_rows_total{" + other + "}"));
        assertTrue(sample(
                        "memberport_export_rows_total",
                        ofPanel("target", directory.resolve("members.csv").toString()))
                > 0);
    }

    @Test
    void measuresAFileThatIsLoadedAsAnotherCommunity() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        run(0, "--metrics-file", file);
        Files.writeString(directory.resolve("export.json"), "{\"members\":[{\"memberId\":\"1\",\"variables\":[]}]}");

        CommandLineRun load = new CommandLineRun(directory);
        assertEquals(
                0,
                load.run(
                        "load",
                        directory.resolve("export.json").toString(),
                        "--to",
                        "csv:" + directory.resolve("local.csv"),
                        "--metrics-file",
                        file),
                load.err());

        assertEquals(1, sample("memberport_export_members_total", "community=\"local\",memberport_job=\"none\""));
        assertEquals(50, sample("memberport_export_members_total", ofPanel()));
    }

    @Test
    void leavesAFileThatIsNotItsOwn() throws IOException {
        Path file = Files.writeString(directory.resolve("memberport.prom"), "node_up 1\n");

        CommandLineRun run = run(0, "--metrics-file", file.toString());

        assertTrue(run.err().contains("is not one of Memberport's, and stays as it is."), run.err());
        assertTrue(run.err().contains("Name another file, or remove this one."), run.err());
        assertEquals("node_up 1\n", Files.readString(file));
    }

    @Test
    void usesAgainWhatAKilledRunHasLeft() throws IOException {
        Files.writeString(directory.resolve(".memberport.prom.new"), "# HELP memberp");
        Files.writeString(directory.resolve(".memberport.prom.lock"), "");

        run(0, "--metrics-file", directory.resolve("memberport.prom").toString());

        assertEquals(50, sample("memberport_export_members_total", ofPanel()));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("memberport.prom"),
                    files.map(path -> path.getFileName().toString())
                            .filter(name -> name.contains("prom"))
                            .toList());
        }
    }

    @Test
    void warnsIfAnotherProcessIsWritingTheFile() throws IOException {
        Path file = directory.resolve("memberport.prom");
        run(0, "--metrics-file", file.toString());
        CommandLineRun second;
        try (LockFile other = LockFile.acquire(directory.toRealPath().resolve(".memberport.prom.lock"))
                .orElseThrow()) {
            assertTrue(other.isHeld());
            second = run(0, "--metrics-file", file.toString());
        }

        assertTrue(
                second.err()
                        .contains("Another process is writing the metrics file " + file
                                + ", so this run has not. Give each scheduled command a file of its own."),
                second.err());
        assertEquals(50, sample("memberport_export_members_total", ofPanel()));
    }

    @Test
    void warnsIfTheFileCannotBeWritten() {
        Path file = directory.resolve("nosuch/x.prom");
        CommandLineRun run = run(0, "--metrics-file", file.toString());

        assertTrue(
                run.err()
                        .contains("Cannot write the metrics file " + file + " (there is no " + file.getParent()
                                + "). Its directory must exist, and this user must be able to write there."),
                run.err());
        assertEquals("written", run.json().path("outcome").asText());
    }

    @Test
    void leavesAFileThatIsNoText() throws IOException {
        Path file = Files.write(directory.resolve("memberport.prom"), new byte[] {(byte) 0xff, 1});

        CommandLineRun run = run(0, "--metrics-file", file.toString());

        assertTrue(run.err().contains(file + " is not one of Memberport's, and stays as it is."), run.err());
    }

    @Test
    void followsALinkAndKeepsIt() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path real = Files.createFile(elsewhere.resolve("real.prom"));
        Path link = Files.createSymbolicLink(directory.resolve("memberport.prom"), real);

        run(0, "--metrics-file", link.toString());
        run(0, "--metrics-file", link.toString());

        assertTrue(Files.isSymbolicLink(link));
        assertEquals(100, sample("memberport_export_members_total", ofPanel()));
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertEquals(List.of(real), files.toList());
        }
    }

    @Test
    void warnsOfALinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("memberport.prom"), directory.resolve("nosuch.prom"));

        CommandLineRun run = run(0, "--metrics-file", link.toString());

        assertTrue(
                run.err()
                        .contains(
                                "The metrics file " + link + " is a symbolic link that leads to no file. Remove it, or"
                                        + " make that file, empty."),
                run.err());
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.exists(link));
    }

    @Test
    void countsAChangeOnceItIsCommitted() throws IOException {
        String file = directory.resolve("memberport.prom").toString();
        run(0, "--metrics-file", file);
        alida.close();
        alida = AlidaSimulator.builder()
                .community("panel")
                .export(ExportGenerator.Spec.builder().members(50).variables(6).build())
                .start();
        String change = ofPanel("target", directory.resolve("members.csv").toString(), "change", "new");

        run(8, "--metrics-file", file, "--on-drift", "fail");
        run(8, "--metrics-file", file, "--on-drift", "fail");
        assertEquals(0, sample("memberport_export_changed_variables_total", change));

        run(0, "--metrics-file", file);
        assertTrue(sample("memberport_export_changed_variables_total", change) > 0);
    }

    @Test
    void pushesTheMetricsOnce() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            run(0, "--otlp-endpoint", receiver.address().toString());

            assertEquals(1, receiver.requests().size());
            Receiver.Request request = receiver.requests().get(0);
            assertEquals("POST /v1/metrics", request.method() + " " + request.path());
            assertEquals("application/x-protobuf", request.headers().get("content-type"));
            ExportMetricsServiceRequest pushed = ExportMetricsServiceRequest.parseFrom(request.body());
            List<Metric> metrics =
                    pushed.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
            assertEquals(
                    Arrays.stream(ExportMetric.values())
                            // A CSV file does not know whom it had before.
                            .filter(metric -> metric != ExportMetric.NEW_MEMBERS)
                            .map(ExportMetric::meterName)
                            .collect(Collectors.toSet()),
                    metrics.stream().map(Metric::getName).collect(Collectors.toSet()));
            Metric members = metrics.stream()
                    .filter(metric -> metric.getName().equals(ExportMetric.MEMBERS.meterName()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(members.getSum().getIsMonotonic());
            assertEquals(50, members.getSum().getDataPoints(0).getAsDouble());
            assertEquals(Set.of(), leftThreads());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', '', memberport", "nightly, '', nightly", "'', service.name=panel, panel", "a, service.name=b, a"})
    void namesTheServiceAsTheEnvironmentDoes(String name, String attributes, String expected) throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            CommandLineRun run = new CommandLineRun(directory)
                    .against(alida)
                    .with("OTEL_SERVICE_NAME", name)
                    .with("OTEL_RESOURCE_ATTRIBUTES", attributes);

            run(run, 0, "--otlp-endpoint", receiver.address().toString());

            ExportMetricsServiceRequest pushed = ExportMetricsServiceRequest.parseFrom(
                    receiver.requests().get(0).body());
            assertEquals(
                    List.of(expected),
                    pushed.getResourceMetrics(0).getResource().getAttributesList().stream()
                            .filter(attribute -> attribute.getKey().equals("service.name"))
                            .map(attribute -> attribute.getValue().getStringValue())
                            .toList());
        }
    }

    @Test
    void sendsTheHeadersOfTheEnvironment() throws IOException {
        try (Receiver receiver = Receiver.answering(200)) {
            CommandLineRun run = new CommandLineRun(directory)
                    .against(alida)
                    .with("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20c2Vz+YW1l=, x-tenant = one")
                    .with("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x-tenant=two");

            run(run, 0, "--otlp-endpoint", receiver.address().toString());

            Map<String, String> headers = receiver.requests().get(0).headers();
            assertEquals("Basic c2Vz+YW1l=", headers.get("authorization"));
            assertEquals("two", headers.get("x-tenant"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sesame", "a=b,sesame", "=sesame", "a=sesame%", "a=sesame%0d%0ax: y", "a b=sesame"})
    void refusesHeadersThatItDoesNotUnderstand(String headers) {
        CommandLineRun run = new CommandLineRun(directory).against(alida).with("OTEL_EXPORTER_OTLP_HEADERS", headers);
        CommandLineRun doctor =
                new CommandLineRun(directory).against(alida).with("OTEL_EXPORTER_OTLP_HEADERS", headers);

        run(run, 2, "--otlp-endpoint", "http://127.0.0.1:1");
        assertEquals(0, alida.requests().size());
        assertEquals(2, doctor.run("doctor", "--otlp-endpoint", "http://127.0.0.1:1", "--to", "csv:x.csv"));

        String wanted = "OTEL_EXPORTER_OTLP_HEADERS has a header that cannot be understood. Write name=value";
        assertTrue(run.err().contains(wanted), run.err());
        assertTrue(doctor.out().replaceAll("\\s+", " ").contains(wanted), doctor.out());
        assertFalse((run.err() + run.out() + doctor.out()).contains("sesame"), run.err());
    }

    private static Set<String> leftThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("otlp") || name.contains("metrics-publisher"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"500, 4", "400, 1"})
    void warnsIfTheMetricsAreRefused(int status, int attempts) throws IOException {
        try (Receiver receiver = Receiver.answering(status)) {
            CommandLineRun run = run(0, "--otlp-endpoint", receiver.address() + "/v1/metrics");

            assertTrue(run.err().contains("Could not post the metrics"), run.err());
            assertEquals(attempts, receiver.requests().size());
            assertEquals("/v1/metrics", receiver.requests().get(0).path());
        }
    }

    @Test
    void notifiesOfTheResultAndSignsIt() throws Exception {
        String key = "whsec_" + Base64.getEncoder().encodeToString("sesame".getBytes(StandardCharsets.UTF_8));
        Files.writeString(directory.resolve("key.txt"), key + "\n");
        try (Receiver receiver = Receiver.answering(204)) {
            CommandLineRun run = new CommandLineRun(directory)
                    .against(alida)
                    .with(
                            "MEMBERPORT_NOTIFY_KEY_FILE",
                            directory.resolve("key.txt").toString());

            run(run, 0, "--notify-url", receiver.address() + "/hooks/memberport");

            Receiver.Request request = receiver.requests().get(0);
            assertEquals("POST /hooks/memberport", request.method() + " " + request.path());
            ObjectNode document = (ObjectNode) JSON.readTree(request.body());
            assertEquals(0, document.path("exitCode").asInt(-1));
            assertEquals(
                    request.headers().get("webhook-id"), document.path("runId").asText());
            document.remove(List.of("runId", "job", "exitCode"));
            assertEquals(run.json(), document);
            assertEquals("v1," + signature("sesame", request), request.headers().get("webhook-signature"));
            assertFalse(run.err().contains("sesame") || run.out().contains(key), run.err());
        }
    }

    private static String signature(String key, Receiver.Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(
                (request.headers().get("webhook-id") + "." + request.headers().get("webhook-timestamp") + ".")
                        .getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
    }

    @Test
    void notifiesOfAFailure() throws Exception {
        Files.createDirectories(directory.resolve("members.csv.manifest.json/in-the-way"));
        try (Receiver receiver = Receiver.answering(200)) {
            run(8, "--notify-url", receiver.address().toString());

            JsonNode document = JSON.readTree(receiver.requests().get(0).body());
            assertEquals(8, document.path("exitCode").asInt());
            assertEquals("failed", document.path("outcome").asText());
            assertEquals("target", document.at("/error/kind").asText());
            assertFalse(receiver.requests().get(0).headers().containsKey("webhook-signature"));
        }
    }

    @Test
    void notifiesAgainOnlyWhileTheReceiverIsBusy() throws Exception {
        try (Receiver receiver = Receiver.answering(503, 200)) {
            CommandLineRun run = new CommandLineRun(directory).against(alida).with("MEMBERPORT_NOTIFY_KEY", "sesame");
            run(
                    run,
                    run.process(new Interruption(), new CommandLineRun.Pauses(duration -> waitForTheNextSecond())),
                    0,
                    "--notify-url",
                    receiver.address().toString());

            assertEquals(2, receiver.requests().size());
            assertEquals(
                    2,
                    receiver.requests().stream()
                            .map(request -> request.headers().get("webhook-timestamp"))
                            .distinct()
                            .count());
            for (Receiver.Request request : receiver.requests()) {
                assertEquals(
                        "v1," + signature("sesame", request), request.headers().get("webhook-signature"));
            }
            assertEquals(
                    1,
                    receiver.requests().stream()
                            .map(request -> request.headers().get("webhook-id"))
                            .distinct()
                            .count());
            assertArrayEquals(
                    receiver.requests().get(0).body(),
                    receiver.requests().get(1).body());
            assertFalse(run.err().contains("notification"), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--notify-url", "--otlp-endpoint"})
    void keepsTheOutcomeWhateverFailsWhileItIsTold(String option) throws IOException {
        try (Receiver busy = Receiver.answering(503)) {
            CommandLineRun run = new CommandLineRun(directory).against(alida);

            run(
                    run,
                    run.process(new Interruption(), busy.delaysThatFail()),
                    0,
                    option,
                    busy.address().toString());

            assertEquals("written", run.json().path("outcome").asText());
            assertTrue(
                    run.err().contains("Java could not load a class that is needed (java.lang.NoClassDefFoundError)"),
                    run.err());
            assertTrue(run.err().contains("The outcome of the run stays as it is."), run.err());
        }
    }

    @Test
    void doesNotFollowAReceiverElsewhere() throws IOException {
        try (Receiver other = Receiver.answering(200);
                Receiver receiver = Receiver.redirectingTo(other.address())) {
            CommandLineRun run = run(0, "--notify-url", receiver.address().toString());

            assertTrue(run.err().contains("Could not post the notification"), run.err());
            assertTrue(
                    run.err().contains("Redirects are not followed; give the address to which it redirects."),
                    run.err());
            assertEquals(List.of(), other.requests());
        }
    }

    @Test
    void readsNoAnswerWithoutEnd() throws IOException {
        try (Receiver endless = Receiver.answeringWithoutEnd()) {
            CommandLineRun run = run(
                    0,
                    "--otlp-endpoint",
                    endless.address().toString(),
                    "--notify-url",
                    endless.address().toString());

            assertEquals(2, endless.requests().size());
            assertFalse(run.err().contains("Could not post"), run.err());
        }
    }

    @Test
    void tellsOfAnInterruptionButNotForLong() throws IOException {
        Interruption interruption = new Interruption();
        alida.close();
        alida = AlidaSimulator.builder()
                .community("panel")
                .export(SPEC)
                .looks(1000, 0)
                .start();
        try (Receiver hung = Receiver.hung()) {
            CommandLineRun run = new CommandLineRun(directory).against(alida);
            long start = System.nanoTime();

            run(
                    run,
                    run.process(
                            interruption,
                            new CommandLineRun.Pauses(duration -> interruption.request(Thread.currentThread()))),
                    130,
                    "--notify-url",
                    hung.address().toString());

            assertTrue(Thread.interrupted(), "the interruption is not forgotten");
            assertTrue(run.err().contains("Could not post the notification within "), run.err());
            assertTrue(run.err().contains("did not answer in time"), run.err());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(9).toNanos(), "takes too long");
            assertEquals(
                    130,
                    JSON.readTree(hung.requests().get(0).body())
                            .path("exitCode")
                            .asInt());
        }
    }

    /** Ends when another second has begun. */
    private static void waitForTheNextSecond() {
        long second = Instant.now().getEpochSecond();
        while (Instant.now().getEpochSecond() == second) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://receiver.example.test/sesame",
                "https://me:sesame@127.0.0.1/",
                "https://127.0.0.1/?token=sesame",
                "sesame"
            })
    void refusesAddressesThatAreNotSafeBeforeItBegins(String address) {
        for (String option : List.of("--notify-url", "--otlp-endpoint")) {
            CommandLineRun run = run(2, option, address);

            assertFalse(run.err().contains("sesame"), run.err());
            assertEquals(0, alida.requests().size());
        }
    }

    @Test
    void warnsOfAKeyThatIsNotOne() {
        CommandLineRun run = new CommandLineRun(directory)
                .against(alida)
                .with("MEMBERPORT_NOTIFY_KEY", "whsec_sesame%")
                .with("MEMBERPORT_NOTIFY_URL", "https://127.0.0.1:1/");

        run(run, 2);

        assertTrue(run.err().contains("but what follows is not Base64. Copy it again."), run.err());
        assertFalse(run.err().contains("sesame"), run.err());
    }
}
