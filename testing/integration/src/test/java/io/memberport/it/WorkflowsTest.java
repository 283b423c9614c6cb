package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Workflows run with rights on the repository, so they are held to rules. */
class WorkflowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = ".github/workflows/";

    /** The jobs that may do more than read, and what they may do. */
    private static final Map<String, Map<String, String>> RIGHTS = Map.of(
            "site.yml publish", Map.of("pages", "write", "id-token", "write"),
            "release.yml draft", Map.of("contents", "write"));

    static List<String> workflows() throws Exception {
        try (Stream<Path> files = Files.list(Documents.ROOT.resolve(FOLDER))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void mayOnlyRead(String workflow) {
        assertEquals(
                JSON.valueToTree(Map.of("contents", "read")),
                yaml(FOLDER + workflow).path("permissions"));
        for (Map.Entry<String, JsonNode> job : jobs(workflow)) {
            String name = workflow + " " + job.getKey();
            assertEquals(RIGHTS.containsKey(name), job.getValue().has("permissions"), name);
            JsonNode more = job.getValue().path("permissions");
            assertTrue(more.isMissingNode() || more.equals(JSON.valueToTree(RIGHTS.get(name))), name);
        }
    }

    /** A pull request of a stranger must not run with the rights and secrets of the repository. */
    @ParameterizedTest
    @MethodSource("workflows")
    void isNotStartedByStrangersWithRights(String workflow) {
        JsonNode events = yaml(FOLDER + workflow).path("on");

        assertTrue(events.isObject());
        assertFalse(events.has("pull_request_target") || events.has("workflow_run"), events::toString);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void usesActionsByTheirCommitAndSaysTheVersion(String workflow) {
        List<String> uses = Documents.matches(Documents.text(FOLDER + workflow), "^ *(?:- )?uses: (.*)$");

        assertFalse(uses.isEmpty());
        for (String action : uses) {
            assertTrue(action.matches("[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"), action);
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void endsByItselfOnAMachineThatStaysTheSame(String workflow) {
        for (Map.Entry<String, JsonNode> job : jobs(workflow)) {
            int minutes = job.getValue().path("timeout-minutes").asInt();
            assertTrue(minutes > 0 && minutes <= 120, job::getKey);
            assertFalse(job.getValue().toString().contains("-latest"), job::getKey);
        }
    }

    /** The token stays out of the files of a checkout, where each later step could read it. */
    @ParameterizedTest
    @MethodSource("workflows")
    void keepsNoTokenAfterACheckout(String workflow) {
        steps(workflow)
                .filter(step -> step.path("uses").asText().startsWith("actions/checkout"))
                .forEach(step -> assertFalse(
                        step.path("with").path("persist-credentials").asBoolean(true), step::toString));
    }

    /** An expression in a script is put into it as text, so that a branch with a clever name becomes a command. */
    @ParameterizedTest
    @MethodSource("workflows")
    void hasNoExpressionInAScript(String workflow) {
        steps(workflow).forEach(step -> assertFalse(step.path("run").asText().contains("${{"), step::toString));
    }

    /** What the person who releases has to set up is on the page. */
    @Test
    void needsTheSecretsThatThePageNames() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String workflow : workflows()) {
            used.addAll(Documents.matches(Documents.text(FOLDER + workflow), "secrets\\.([A-Z_]+)"));
        }

        assertFalse(used.isEmpty());
        assertEquals(
                used, new TreeSet<>(Documents.matches(Documents.text("docs/releasing.md"), "^ *\\| `([A-Z_]+)` \\|")));
    }

    @Test
    void runsScriptsAndProfilesThatAreThere() throws Exception {
        String pom = Documents.text("pom.xml");
        for (String workflow : workflows()) {
            String text = Documents.text(FOLDER + workflow);
            for (String script : Documents.matches(text, "run: (\\.ci/\\S+)")) {
                assertTrue(Files.isExecutable(Documents.ROOT.resolve(script)), script);
            }
            for (String profiles : Documents.matches(text, " -P(\\S+)")) {
                for (String profile : profiles.split(",", -1)) {
                    assertTrue(pom.contains("<id>" + profile + "</id>"), profile);
                }
            }
        }
    }

    /** Making the image, and running its program, needs user namespaces, which Ubuntu's default forbids to all but root. */
    @Test
    void allowsUserNamespacesBeforeItMakesTheImage() throws Exception {
        String setting = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
        assertTrue(Documents.text(".ci/run").matches("(?s).* -P\\S*\\bimage\\b.*"));
        int makers = 0;
        for (String workflow : workflows()) {
            for (Map.Entry<String, JsonNode> job : jobs(workflow)) {
                List<String> scripts = job.getValue().path("steps").findValuesAsText("run");
                for (int i = 0; i < scripts.size(); i++) {
                    if (scripts.get(i).matches("(?s)\\.ci/run|.* -P\\S*\\bimage\\b.*")) {
                        makers++;
                        assertTrue(scripts.subList(0, i).contains(setting), workflow + " " + job.getKey());
                    }
                }
            }
        }
        assertTrue(makers >= 3);
        // Others than these workflows are told.
        for (String told : List.of("image/src/image/make-root", "docs/install.md")) {
            assertTrue(Documents.text(told).contains(setting), told);
        }
    }

    @Test
    void updatesLibrariesAndActions() {
        assertEquals(
                List.of("maven", "github-actions"),
                yaml(".github/dependabot.yml").path("updates").findValuesAsText("package-ecosystem"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void asksInFormsThatGitHubAccepts(String form) {
        JsonNode yaml = yaml(".github/ISSUE_TEMPLATE/" + form);

        assertTrue(yaml.has("name")
                && yaml.has("description")
                && !yaml.path("body").isEmpty());
        List<String> ids = yaml.path("body").findValuesAsText("id");
        assertEquals(ids.size(), Set.copyOf(ids).size());
        for (JsonNode element : yaml.path("body")) {
            String type = element.path("type").asText();
            assertTrue(Set.of("markdown", "textarea", "input", "checkboxes").contains(type), type);
            assertTrue(element.path("attributes").has(type.equals("markdown") ? "value" : "label"), type);
            assertEquals(type.equals("markdown"), !element.has("id"), type);
        }
    }

    static List<String> forms() throws Exception {
        try (Stream<Path> files = Files.list(Documents.ROOT.resolve(".github/ISSUE_TEMPLATE"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("config.yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<Map.Entry<String, JsonNode>> jobs(String workflow) {
        Set<Map.Entry<String, JsonNode>> jobs =
                yaml(FOLDER + workflow).path("jobs").properties();
        assertFalse(jobs.isEmpty());
        return jobs;
    }

    private static Stream<JsonNode> steps(String workflow) {
        return jobs(workflow).stream()
                .flatMap(
                        job -> StreamSupport.stream(job.getValue().path("steps").spliterator(), false));
    }

    private static JsonNode yaml(String path) {
        LoadSettings settings = LoadSettings.builder().setLabel(path).build();
        return JSON.valueToTree(new Load(settings).loadFromString(Documents.text(path)));
    }
}
