package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What zsh and fish offer with the files of the distribution, where they are installed; {@link CompletionTest} asks bash. */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
class ShellCompletionIT {

    private static final Path COMPLETION = Path.of("target", "completion").toAbsolutePath();

    /** What both shells make of a line: all that is offered, without blanks at the end and without descriptions. */
    private static final Map<String, String> OFFERED = new LinkedHashMap<>();

    static {
        OFFERED.put("memberport exp", "export");
        OFFERED.put("memberport help dem", "demo");
        OFFERED.put("memberport export --spo", "--spool-directory");
        OFFERED.put("memberport export --output ", "json,text");
        OFFERED.put("memberport export --output=te", "--output=text");
        OFFERED.put("memberport export --option csv.layout=w", "csv.layout=wide");
        OFFERED.put("memberport export --option=csv.layout=w", "--option=csv.layout=wide");
        OFFERED.put("memberport export --to s3", "s3://");
        OFFERED.put("memberport export --to csv:mem", "csv:members.csv,csv:members.csv.gz");
        OFFERED.put("memberport export --to mem", "members.csv,members.csv.gz");
        OFFERED.put("memberport export --to my", "my file.csv");
        OFFERED.put("memberport load exp", "export.json");
        OFFERED.put("memberport load --to members.csv exp", "export.json");
        OFFERED.put("memberport load export --reg", "");
        OFFERED.put("memberport download 1 --file exp", "export.json");
        OFFERED.put("memberport export --spool-directory da", "data/");
        OFFERED.put("memberport export --community exp", "");
    }

    @TempDir
    Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        for (String name : List.of("members.csv", "members.csv.gz", "my file.csv", "export.json")) {
            Files.createFile(directory.resolve(name));
        }
    }

    @Test
    void isOfferedInZsh() throws Exception {
        assertEquals(
                OFFERED,
                offeredByZsh("", COMPLETION.resolve("memberport_completion").toString()));
    }

    /** Zsh finds the function by its name and loads it when it is asked for the first time. */
    @Test
    void isOfferedInZshByTheFunctionOfTheDebianPackage() throws Exception {
        Path functions = Files.createDirectory(directory.resolve("functions"));
        String function = Files.readString(Path.of("src", "deb", "zsh", "_memberport"));
        String installed = "/usr/share/bash-completion/completions/memberport";
        assertTrue(function.contains(installed), function);
        Files.writeString(
                functions.resolve("_memberport"),
                function.replace(installed, "'" + COMPLETION.resolve("memberport_completion") + "'"));

        assertEquals(OFFERED, offeredByZsh(functions.toString(), ""));
    }

    @Test
    void isOfferedInFish() throws Exception {
        needs("fish");
        Map<String, String> offered = new LinkedHashMap<>();
        for (String line : OFFERED.keySet()) {
            List<String> answers = run(
                    "fish",
                    "--no-config",
                    "--command",
                    "source '" + COMPLETION.resolve("memberport.fish") + "'; complete --do-complete '" + line + "'");
            offered.put(
                    line,
                    String.join(
                            ",",
                            answers.stream()
                                    .map(answer -> answer.replaceFirst("\t.*", ""))
                                    .toList()));
        }

        assertEquals(OFFERED, offered);
    }

    /** In one shell, which may change what it knows from one line to the next. */
    private Map<String, String> offeredByZsh(String functions, String script) throws Exception {
        needs("zsh");
        Path typing = Path.of("src", "test", "resources", "io", "memberport", "cli", "complete.zsh");
        List<String> command =
                new ArrayList<>(List.of("zsh", "-f", typing.toAbsolutePath().toString(), functions, script));
        command.addAll(OFFERED.keySet());
        List<String> answers = run(command.toArray(String[]::new));
        Map<String, String> offered = new LinkedHashMap<>();
        int next = 0;
        for (String line : OFFERED.keySet()) {
            String[] parts = answers.get(next++).split("\\|", 2);
            assertTrue(parts[0].startsWith(line.stripTrailing()) || parts[0].contains("\\ "), parts[0]);
            offered.put(line, Stream.of(parts[1].split(",")).sorted().collect(Collectors.joining(",")));
        }
        return offered;
    }

    private static void needs(String shell) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
                "this machine has no " + shell);
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "dumb");
        Process shell = builder.start();
        shell.getOutputStream().close();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(shell.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, shell.exitValue(), out);
        return out.lines().toList();
    }
}
