package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Workflows run with rights on the repository, so they are held to rules. */
class WorkflowsTest {

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
        assertEquals(Map.of("contents", "read"), yaml(FOLDER + workflow).get("permissions"));
        jobs(workflow)
                .forEach((name, job) ->
                        assertEquals(RIGHTS.get(workflow + " " + name), map(job).get("permissions"), name));
    }

    /** A pull request of a stranger must not run with the rights and secrets of the repository. */
    @ParameterizedTest
    @MethodSource("workflows")
    void isNotStartedByStrangersWithRights(String workflow) {
        Object events = yaml(FOLDER + workflow).get("on");

        assertNotNull(events);
        assertFalse(events.toString().contains("pull_request_target"), events::toString);
        assertFalse(events.toString().contains("workflow_run"), events::toString);
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
        jobs(workflow).forEach((name, job) -> {
            assertTrue((Integer) map(job).getOrDefault("timeout-minutes", 999) <= 120, name);
            assertFalse(String.valueOf(map(job).get("runs-on")).contains("latest"), name);
        });
    }

    /** The token stays out of the files of a checkout, where each later step could read it. */
    @ParameterizedTest
    @MethodSource("workflows")
    void keepsNoTokenAfterACheckout(String workflow) {
        steps(workflow)
                .filter(step -> String.valueOf(step.get("uses")).startsWith("actions/checkout"))
                .forEach(step -> assertEquals(Map.of("persist-credentials", false), step.get("with")));
    }

    /** An expression in a script is put into it as text, so that a branch with a clever name becomes a command. */
    @ParameterizedTest
    @MethodSource("workflows")
    void hasNoExpressionInAScript(String workflow) {
        steps(workflow)
                .map(step -> String.valueOf(step.get("run")))
                .forEach(script -> assertFalse(script.contains("${{"), script));
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

    @Test
    void updatesLibrariesAndActions() {
        List<?> updates = (List<?>) yaml(".github/dependabot.yml").get("updates");

        assertEquals(
                Set.of("maven", "github-actions"),
                Set.copyOf(updates.stream()
                        .map(update -> map(update).get("package-ecosystem"))
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void asksInFormsThatGitHubAccepts(String form) {
        Map<?, ?> yaml = yaml(".github/ISSUE_TEMPLATE/" + form);

        assertTrue(yaml.keySet().containsAll(List.of("name", "description", "body")));
        List<?> body = (List<?>) yaml.get("body");
        List<Object> ids = body.stream()
                .map(WorkflowsTest::map)
                .filter(element -> !"markdown".equals(element.get("type")))
                .<Object>map(element -> element.get("id"))
                .toList();
        assertEquals(ids.size(), Set.copyOf(ids).size());
        for (Object element : body) {
            String type = String.valueOf(map(element).get("type"));
            assertTrue(Set.of("markdown", "textarea", "input", "checkboxes").contains(type), type);
            String needed = type.equals("markdown") ? "value" : "label";
            assertNotNull(map(map(element).get("attributes")).get(needed), element::toString);
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

    private static Map<?, ?> jobs(String workflow) {
        return map(yaml(FOLDER + workflow).get("jobs"));
    }

    private static Stream<Map<?, ?>> steps(String workflow) {
        return jobs(workflow).values().stream()
                .flatMap(job -> ((List<?>) map(job).get("steps")).stream())
                .map(WorkflowsTest::map);
    }

    private static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }

    private static Map<?, ?> yaml(String path) {
        return map(new Load(LoadSettings.builder().setLabel(path).build()).loadFromString(Documents.text(path)));
    }
}
