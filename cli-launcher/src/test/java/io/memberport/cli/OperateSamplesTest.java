package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.cli.sink.UnknownVariables;
import io.memberport.port.MemberSinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for schedulers, and the page about them, have commands, settings, variables and fields that there are. */
class OperateSamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SAMPLES = ROOT.resolve("samples/operate");
    private static final String CRON_JOB = "kubernetes/cronjob.yaml";
    private static final String SETTINGS = "memberport.yaml";
    private static final String UNIT = "systemd/memberport@.service";
    private static final String SECRETS = "/etc/memberport/secrets";
    private static final String DAG = "airflow/memberport_dag.py";

    private static final Path FIELDS =
            Path.of("src", "test", "resources", "io", "memberport", "cli", "kubernetes-fields.csv");

    /** What Kubernetes' API reference calls them. */
    private static final Map<String, String> PARTS = Map.of(
            "CronJob/spec/jobTemplate/spec", "JobSpec",
            "JobSpec/template/spec", "PodSpec",
            "PodSpec/containers/#", "Container");

    @TempDir
    Path directory;

    /** As schedulers write it, and as the page does. */
    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>(singleJobCommands());
        commands.addAll(found(sample("cron/memberport"), " memberport (run .*?) >> "));
        for (String block : blocks(Files.readString(ROOT.resolve("docs/operation.md")), "sh")) {
            commands.addAll(found(block, "^memberport ([^#|\n]*)"));
        }
        return commands.stream().map(String::strip);
    }

    /** Of the schedulers that try again, each with the job that it runs. */
    private static List<String> singleJobCommands() throws IOException {
        List<String> commands = new ArrayList<>(List.of(words(container().path("args"))));
        commands.addAll(found(sample(UNIT).replace("%i", "acme"), "^ExecStart=memberport (.*)$"));
        commands.addAll(found(sample(DAG).replace("{self.job}", "acme"), "\"memberport (.*)\""));
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void haveCommandsThatThereAre(String command) {
        assertFalse(command.isEmpty());
        assertDoesNotThrow(
                () -> MemberportCommand.commandLine(new CommandLineRun(directory).process(new Interruption()))
                        .parseArgs(command.split(" +", -1)),
                command);
    }

    @Test
    void areAllLookedAt() throws IOException {
        assertTrue(commands().count() >= 9);
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            assertEquals(
                    Set.of(
                            "README.md",
                            "prometheus/memberport.rules.yml",
                            "grafana/memberport.json",
                            SETTINGS,
                            "cron/memberport",
                            UNIT,
                            "systemd/memberport@.timer",
                            secretsOf("acme"),
                            secretsOf("nordic"),
                            CRON_JOB,
                            DAG),
                    files.filter(Files::isRegularFile)
                            .map(file -> SAMPLES.relativize(file).toString().replace('\\', '/'))
                            .collect(Collectors.toSet()));
        }
    }

    static Stream<String> settings() throws IOException {
        return Stream.of(
                        Stream.of(sample(SETTINGS), configMap()),
                        blocks(Files.readString(ROOT.resolve("docs/operation.md")), "yaml").stream(),
                        blocks(Files.readString(ROOT.resolve("docs/cli.md")), "yaml").stream()
                                .filter(block -> block.contains("jobs:")))
                .flatMap(some -> some);
    }

    /** With the keys, the targets and the options that there are; a file with another one cannot be read. */
    @ParameterizedTest
    @MethodSource("settings")
    void haveSettingsThatThereAre(String yaml) throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), yaml);
        List<MemberSinkProvider> sinks = ProcessEnvironment.builtInSinks();
        SinkCatalogue catalogue = new SinkCatalogue(
                sinks.stream().map(SinkCatalogue.Entry::builtIn).toList(), List.of());

        Settings settings = Settings.load(Map.of(), Map.of(), directory, null);

        assertFalse(settings.jobs().isEmpty());
        for (String job : settings.jobs()) {
            Settings own = settings.forJob(job);
            assertFalse(own.targetsInFile().isEmpty(), job);
            own.targetsInFile().forEach(target -> catalogue.forTarget(target.value()));
            SinkOptionValues.of(catalogue, List.of(), own).check(sinks);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron/memberport", UNIT, CRON_JOB, DAG, "../../docs/operation.md"})
    void haveVariablesThatThereAre(String file) throws IOException {
        Set<String> named = new HashSet<>(found(sample(file), "(MEMBERPORT_[A-Z_]*[A-Z])"));

        assertFalse(named.isEmpty());
        assertEquals(Map.of(), new UnknownVariables(ProcessEnvironment.builtInSinks()).in(named));
    }

    /** Where the unit puts its copies, whether the secrets themselves can be read or not. */
    @Test
    void giveTheUnitOfAJobTheCredentialsThatTheJobReadsAndNoOthers() throws IOException {
        JsonNode jobs = documents(SETTINGS).get(0).path("jobs");
        assertEquals(List.of("/run/credentials/%n:" + SECRETS), found(sample(UNIT), "^BindReadOnlyPaths=(.*)$"));
        assertFalse(jobs.isEmpty());
        for (Map.Entry<String, JsonNode> job : jobs.properties()) {
            List<String> read = found(job.getValue().toString(), SECRETS + "/([a-z-]+)\"");
            List<String> loaded =
                    found(sample(secretsOf(job.getKey())), "^LoadCredential=([a-z-]+):" + SECRETS + "/\\1$");

            assertFalse(read.isEmpty(), job::getKey);
            assertEquals(Set.copyOf(read), Set.copyOf(loaded), job::getKey);
        }
    }

    /** Of several jobs, the highest exit code hides the others. */
    @Test
    void letSchedulersRepeatSingleJobsOnlyAndOnlyWhatCanPass() throws IOException {
        List<String> lasting =
                found(Files.readString(ROOT.resolve("docs/operation.md")), "^\\| (\\d+) \\| .* \\| do not repeat[;,]");

        assertEquals(List.of("1", "2", "3", "4", "7"), lasting);
        assertEquals(List.of(String.join(" ", lasting)), found(sample(UNIT), "^RestartPreventExitStatus=(.*)$"));
        assertEquals(List.of(String.join(", ", lasting)), found(sample(DAG), "^LASTING = \\[(.*)\\]$"));
        JsonNode rules = document("CronJob").at("/spec/jobTemplate/spec/podFailurePolicy/rules");
        assertEquals(1, rules.size());
        assertEquals(String.join(" ", lasting), words(rules.at("/0/onExitCodes/values")));
        assertEquals(3, singleJobCommands().size());
        singleJobCommands().forEach(command -> assertTrue(command.matches("run [a-z]+ --config .*"), command));
    }

    /** Otherwise the attempts of one night keep the next night's from beginning, or begin again without an end. */
    @Test
    void endTheLastAttemptBeforeTheNextNight() throws IOException {
        Duration day = Duration.ofHours(24);
        Duration deadline = duration(sample(SETTINGS), "deadline: ");
        assertEquals(deadline, duration(configMap(), "deadline: "));

        Duration attempt =
                inUnit("TimeoutStartSec").plus(inUnit("TimeoutStopSec")).plus(inUnit("RestartSec"));
        assertEquals(List.of("3"), found(sample(UNIT), "^StartLimitBurst=(.*)$"));
        assertIncreasing(deadline, inUnit("TimeoutStartSec"));
        assertIncreasing(attempt.multipliedBy(3), inUnit("StartLimitIntervalSec"), day);

        JsonNode job = document("CronJob").at("/spec/jobTemplate/spec");
        Duration all = Duration.ofSeconds(job.path("activeDeadlineSeconds").asLong());
        assertIncreasing(deadline.multipliedBy(job.path("backoffLimit").asInt() + 1L), all, day);

        Duration task = Duration.ofHours(inDag("\"execution_timeout\": timedelta\\(hours=(\\d+)\\)"));
        Duration pause = Duration.ofMinutes(inDag("\"retry_delay\": timedelta\\(minutes=(\\d+)\\)"));
        assertIncreasing(deadline, task);
        assertIncreasing(task.plus(pause).multipliedBy(inDag("\"retries\": (\\d+)") + 1), day);
    }

    private static Duration inUnit(String key) throws IOException {
        return duration(sample(UNIT), key + "=");
    }

    /** As systemd and our own settings write them; a number alone is seconds. */
    private static Duration duration(String text, String key) {
        String value = found(text, "^" + key + "(\\d+(?:min|h)?)$").get(0).replace("min", "m");
        return Duration.parse("PT" + value + (value.matches("\\d+") ? "s" : ""));
    }

    private static long inDag(String regex) throws IOException {
        return Long.parseLong(found(sample(DAG), regex).get(0));
    }

    private static void assertIncreasing(Duration... durations) {
        for (int i = 1; i < durations.length; i++) {
            assertTrue(durations[i - 1].compareTo(durations[i]) < 0, List.of(durations)::toString);
        }
    }

    private static String secretsOf(String job) {
        return "systemd/memberport@" + job + ".service.d/secrets.conf";
    }

    /** Kubernetes' own checks need a cluster, so this knows the fields of those parts of its API that the example has. */
    @Test
    void haveFieldsThatKubernetesHas() throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        for (String line : Files.readAllLines(FIELDS)) {
            String[] cells = line.split(",", 2);
            known.put(cells[0], Set.of(cells[1].split(" ", -1)));
        }
        for (JsonNode document : documents(CRON_JOB)) {
            document(known, document, document.path("kind").asText());
        }
    }

    private static void document(Map<String, Set<String>> known, JsonNode node, String place) {
        if (node.isArray()) {
            node.forEach(element -> document(known, element, place + "/#"));
        } else if (node.isObject()) {
            String part = place.endsWith("/metadata") ? "*/metadata" : PARTS.getOrDefault(place, place);
            Set<String> fields = known.getOrDefault(part, Set.of());
            node.properties().forEach(field -> {
                assertTrue(
                        fields.contains(field.getKey()) || place.equals("ConfigMap/data"),
                        () -> part + " has no " + field.getKey());
                document(known, field.getValue(), part + "/" + field.getKey());
            });
        }
    }

    @Test
    void letKubernetesRunItWithTheRightsThatItNeeds() throws IOException {
        JsonNode job = document("CronJob").path("spec");
        JsonNode pod = job.at("/jobTemplate/spec/template/spec");
        JsonNode container = container();

        assertEquals("Forbid", job.path("concurrencyPolicy").asText());
        assertEquals(
                found(configMap(), "^  ([a-z]+):$"),
                List.of(container.at("/args/1").asText()));
        assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
        assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
        assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
        assertFalse(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true));
        assertTrue(container.at("/resources/limits/memory").isTextual());
        Set<String> mounted = new TreeSet<>(container.path("volumeMounts").findValuesAsText("name"));
        Set<String> there = new TreeSet<>();
        pod.path("volumes").forEach(volume -> there.add(volume.path("name").asText()));
        assertEquals(there, mounted);
    }

    private static JsonNode container() throws IOException {
        return document("CronJob").at("/spec/jobTemplate/spec/template/spec/containers/0");
    }

    private static String configMap() throws IOException {
        return document("ConfigMap").at("/data/memberport.yaml").asText();
    }

    private static JsonNode document(String kind) throws IOException {
        return documents(CRON_JOB).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> documents(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(sample(file))
                .forEach(document -> documents.add(mapper.valueToTree(document)));
        return documents;
    }

    private static String words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }

    private static String sample(String file) throws IOException {
        return Files.readString(SAMPLES.resolve(file));
    }

    private static List<String> blocks(String document, String language) {
        return found(document, "(?s)^```" + language + "\n(.*?)^```$");
    }

    private static List<String> found(String text, String regex) {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
