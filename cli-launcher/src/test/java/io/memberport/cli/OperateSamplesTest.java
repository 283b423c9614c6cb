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
        List<String> commands = new ArrayList<>();
        for (String file : List.of("cron/memberport", "systemd/memberport.service")) {
            commands.addAll(found(sample(file), "/opt/memberport/bin/memberport (.*?)(?: >> .*)?$"));
        }
        String dag = sample("airflow/memberport_dag.py").replaceAll("\"\\s*\\+ job\\s*\\+ \"", "acme");
        commands.addAll(found(dag, "/opt/memberport/bin/memberport (.*)\""));
        commands.add(words(container().path("args")));
        for (String block : blocks(Files.readString(ROOT.resolve("docs/operation.md")), "sh")) {
            commands.addAll(found(block, "^memberport ([^#|\n]*)"));
        }
        return commands.stream().map(String::strip);
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
                            "memberport.rules.yml",
                            "memberport.json",
                            "memberport.yaml",
                            "memberport",
                            "memberport.service",
                            "memberport.timer",
                            "cronjob.yaml",
                            "memberport_dag.py"),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet()));
        }
    }

    static Stream<String> settings() throws IOException {
        return Stream.of(
                        Stream.of(sample("memberport.yaml"), configMap()),
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
    @ValueSource(
            strings = {
                "cron/memberport",
                "systemd/memberport.service",
                CRON_JOB,
                "airflow/memberport_dag.py",
                "../../docs/operation.md"
            })
    void haveVariablesThatThereAre(String file) throws IOException {
        Set<String> named = new HashSet<>(found(sample(file), "(MEMBERPORT_[A-Z_]*[A-Z])"));

        assertFalse(named.isEmpty());
        assertEquals(Map.of(), new UnknownVariables(ProcessEnvironment.builtInSinks()).in(named));
    }

    /** What the unit passes on, and what the settings read from there. */
    @Test
    void giveTheUnitTheCredentialsThatItsSettingsRead() throws IOException {
        Set<String> loaded =
                new TreeSet<>(found(sample("systemd/memberport.service"), "^LoadCredential=([a-z-]+):/etc/.*/\\1$"));
        Set<String> read = new TreeSet<>(
                found(sample("memberport.yaml"), "-file: /run/credentials/memberport\\.service/([a-z-]+)$"));

        assertFalse(loaded.isEmpty());
        assertEquals(read, loaded);
    }

    /** Kubernetes' own checks need a cluster, so this knows the fields of those parts of its API that the example has. */
    @Test
    void haveFieldsThatKubernetesHas() throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        for (String line : Files.readAllLines(FIELDS)) {
            String[] cells = line.split(",", 2);
            known.put(cells[0], Set.of(cells[1].split(" ", -1)));
        }
        for (JsonNode document : documents()) {
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
        return documents().stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> documents() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(sample(CRON_JOB))
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
