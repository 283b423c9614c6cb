package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.metrics.ExportMetric;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard, the alert rules and the table of metrics speak of what there is. */
class MonitoringSamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final String RULES = "samples/operate/prometheus/memberport.rules.yml";
    private static final String DASHBOARD = "samples/operate/grafana/memberport.json";

    @TempDir
    Path directory;

    private static Set<String> metrics() {
        return Arrays.stream(ExportMetric.values())
                .map(ExportMetric::prometheusName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(String document) throws IOException {
        return Pattern.compile("\\bmemberport_export_[a-z_]+")
                .matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {RULES, DASHBOARD})
    void nameNoMetricThatIsNotThere(String document) throws IOException {
        Set<String> unknown = named(document);
        assertTrue(unknown.size() >= 6, unknown::toString);
        unknown.removeAll(metrics());

        assertEquals(Set.of(), unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {RULES, DASHBOARD})
    void nameNoLabelThatIsNotThere(String document) throws IOException {
        Set<String> labels = Stream.concat(
                        ExportMetric.COMMON_LABELS.stream(),
                        Arrays.stream(ExportMetric.values()).flatMap(metric -> metric.ownLabels().stream()))
                .collect(Collectors.toSet());
        Set<String> unknown = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?(\\w+) ?}}|\\b(?:by|on) \\(([\\w, ]+)\\)")
                .matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .flatMap(found -> Stream.of((found.group(1) == null ? found.group(2) : found.group(1)).split(", ", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(unknown.size() >= 3, unknown::toString);
        unknown.removeAll(labels);

        assertEquals(Set.of(), unknown);
    }

    @Test
    void theTableHasEveryMetric() throws IOException {
        assertEquals(metrics(), named("docs/operation.md"));
    }

    @Test
    void theDashboardHasQueriesInAllItsPanels() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(ROOT.resolve(DASHBOARD).toFile());

        assertTrue(dashboard.path("panels").size() >= 8);
        for (JsonNode panel : dashboard.path("panels")) {
            assertTrue(panel.at("/targets/0/expr").asText().contains("memberport_export_"), panel::toString);
        }
    }

    @Test
    void prometheusAcceptsTheRules() throws Exception {
        String said = promtool(null, "check", "rules", ROOT.resolve(RULES).toString());

        assertTrue(said.contains("SUCCESS"), said);
    }

    @Test
    void prometheusAcceptsTheFile() throws Exception {
        Path file = directory.resolve("memberport.prom");
        try (AlidaSimulator alida = AlidaSimulator.builder()
                .export(ExportGenerator.Spec.builder().members(10).variables(3).build())
                .start()) {
            for (int i = 0; i < 2; i++) {
                CommandLineRun run = new CommandLineRun(directory).against(alida);
                String target = "csv:" + directory.resolve("a \"quoted\" \\ name.csv");
                assertEquals(0, run.run("export", "--to", target, "--metrics-file", file.toString()), run.err());
            }
        }

        assertEquals("", promtool(file, "check", "metrics"));
    }

    /** Runs Prometheus' own tool, which is part of Debian's package prometheus. */
    private String promtool(@Nullable Path input, String... arguments) throws Exception {
        Optional<Path> tool = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(tool.isPresent(), "promtool is not installed (Debian's package prometheus)");
        Path said = directory.resolve("promtool.txt");
        List<String> command = Stream.concat(Stream.of(tool.get().toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        int code = builder.start().waitFor();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertEquals(0, code, text);
        return text;
    }
}
