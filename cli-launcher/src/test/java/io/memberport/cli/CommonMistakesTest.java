package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.file.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type, and what they are told. */
class CommonMistakesTest {

    @TempDir
    Path directory;

    private CommandLineRun run;

    @BeforeEach
    void makeExport() throws IOException {
        Files.writeString(directory.resolve("export.json"), "{\"members\":[]}");
        run = new CommandLineRun(directory)
                .with("MEMBERPORT_CLIENT_ID", "id")
                .with("MEMBERPORT_CLIENT_SECRET", "secret");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "exprot|did you mean 'export'?",
                "Export|did you mean 'export'?",
                "help exprot|did you mean 'export'?",
                "--config x.yaml export|The option '--config' comes after the command",
                "load|Missing required parameter: 'FILE'",
                "load export.json|No target is given. Say where the members go with --to",
                "load missing.json --to a.csv|There is no readable file missing.json. Name an export file",
                "load export.json --to|Missing required parameter for option '--to' (TARGET)",
                "load export.json --to a b.csv|There is one argument too many. A value with blanks in it needs quotes",
                "load export.json --to=|--to has no value.",
                "load export.json --to postgres://db/x|(did you mean 'jdbc:postgresql:'?)",
                "load export.json --to mysql://db/x|(did you mean 'jdbc:mysql:'?)",
                "load export.json --to jdbc:postgres://db/x|(did you mean 'jdbc:postgresql:'?)",
                "load export.json --to jdbc:sqlite:|is a database in memory: what is written to it is gone",
                "load export.json --to jdbc:sqlite::memory:|Name a file, as in jdbc:sqlite:members.db.",
                "load export.json --to jdbc:h2:mem:x|Name a file, as in jdbc:h2:./members.",
                "load export.json --to jdbc:h2:members|Write ./ before it, as in jdbc:h2:./members.",
                "load export.json --to jdbc:h2:./absent;IFEXISTS=TRUE|Create it first, or remove the parameter.",
                "load export.json --to jdbc:sqlite:~/members.db|does not name a file in the home directory",
                "load export.json --to S3://bucket/|(did you mean 's3:'?)",
                "load export.json --to cvs:a.csv|(did you mean 'csv:'?)",
                "load export.json --to s3:/bucket|does not begin with s3://",
                "load export.json --to csv:|names no file. Write csv:PATH",
                "load export.json --to a.csv,b.csv|A target contains several targets separated by commas. Give --to once for each of them, or write",
                "load export.json --to a.csv --to ./a.csv|is given twice; remove one.",
                "load export.json --to a.csv --option layout|An --option has the form name=value",
                "load export.json --to a.csv --option layout=Wide|it must be one of long, wide.",
                "load export.json --to a.csv --opiton layout=wide|did you mean '--option'?",
                "load export.json --to a.csv --layout wide|give it as --option layout=VALUE.",
                "status b --region https://api.alida.com --community c|--region is an address, not a region like eu1.",
                "status b --region eu1 --community a/b|The community has a blank or a slash in it.",
                "wait b --region eu1 --community c --deadline 30|--deadline is '30', which is not a duration. Write 90s",
                "wait b --region eu1 --community c --deadline -5m|--deadline is '-5m', which is not a duration.",
                "sinks --output xml|--output is 'xml'; it must be text or json.",
                "sinks --config=|--config has no value.",
                "demo --members 1,000|'--members': it must be a whole number, 1000 for example.",
                "demo --members -5|--members and --variables must not be negative.",
            })
    void isAnsweredWithWhatIsWrongAndWhatIsRight(String arguments, String expected) {
        assertEquals(2, run.run(arguments.split(" ")), () -> run.out() + run.err());

        assertTrue(run.err().contains(expected), run.err());
    }

    @Test
    void tellsOfBlanksAroundATarget() {
        assertEquals(2, run.run("load", "export.json", "--to", " a.csv"));

        assertTrue(run.err().contains("--to begins or ends with a blank. Remove it."), run.err());
    }

    @Test
    void takesARegionAsItIsCopied() {
        assertEquals(2, run.run("status", "b", "--region", " eu1 ", "--community", "a community"));

        assertTrue(run.err().contains("The community has a blank or a slash in it. Give its API key name"), run.err());
    }

    @Test
    void tellsOfSettingsThatAreNestedWithoutEnd() throws IOException {
        for (String opening : new String[] {"[", "{a: "}) {
            Files.writeString(directory.resolve("memberport.yaml"), "to: " + opening.repeat(50_000));

            CommandLineRun again = new CommandLineRun(directory);

            assertEquals(2, again.run("sinks"), again.err());
            assertTrue(again.err().contains("memberport.yaml, line 1"), again.err());
        }
        assertTrue(nested().contains("It is nested too deeply. Settings are 'key: value'"), nested());
    }

    private String nested() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "to: " + "[".repeat(20));
        CommandLineRun again = new CommandLineRun(directory);
        again.run("sinks");
        return again.err();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "region: eu1;to: a.csv;to: b.csv|line 3: 'to' is there twice. Remove one.",
                "region = eu1|It must be a mapping of settings, one 'key: value' on each line.",
                "\"\tregion: eu1\"|line 1 is not valid YAML. Write one 'key: value' on each line.",
                "region: eu1;---;region: eu2|is not valid YAML",
                "client-secret: @x|line 1 is not valid YAML. Write one 'key: value' on each line. Indent with blanks",
                "client-secret: %x|put a value in quotes if it begins with something other than a letter or a digit",
                "api-key: a: b|or has ': ' or ' #' in it.",
                "client-secret: &x y|'client-secret' begins with & or !, which YAML does not read as a part of the value",
                "client-secret: !x y|'client-secret' begins with & or !, which YAML does not read as a part of the value",
                "a: &a [x];to: [*a, *a]|There is no setting 'a'",
                "to: &a [*a]|'to' must be a single value",
                "<<: {region: eu1}|There is no setting '<<'",
                "commmunity: x|(did you mean 'community'?)",
            })
    void tellsOfSettingsThatMeanNothing(String yaml, String expected) throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), yaml.replace(";", "\n"));

        assertEquals(2, run.run("sinks"), run.err());

        assertTrue(run.err().contains(expected), run.err());
    }

    @Test
    void tellsWhatAFileIsThatIsNoExport() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("PK\u0003\u0004....", "this is a ZIP archive");
        files.put("(\u00B5/\u00FD....", "this is a file in Zstandard");
        files.put("\u00FD7zXZ\u0000...", "this is a file in XZ");
        files.put("BZh9....", "this is a file in bzip2");
        files.put("\u00FF\u00FE{\u0000", "this is a text in UTF-16");
        files.put("\u00FE\u00FF\u0000{", "this is a text in UTF-16");
        files.put("<!DOCTYPE html>", "this is HTML or XML");
        files.put("%PDF-1.4", "this is a PDF document");
        files.put("PAR1....", "this is a Parquet file");
        files.put("SQLite format 3\u0000", "this is a SQLite database");
        files.put("", "the file is empty");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path export = Files.write(directory.resolve("export"), file.getKey().getBytes(StandardCharsets.ISO_8859_1));
            CommandLineRun load = new CommandLineRun(directory);

            assertEquals(7, load.run("load", export.toString(), "--to", "csv:" + directory.resolve("members.csv")));

            assertTrue(load.err().contains(file.getValue()), load.err());
            String next = file.getKey().isEmpty()
                    ? "download the export again"
                    : "give the export itself: JSON, or JSON in gzip.";
            assertTrue(load.err().contains(next), load.err());
        }
    }

    @Test
    void readsSettingsAsEditorsOnWindowsWriteThem() throws IOException {
        Files.writeString(directory.resolve("memberport.yaml"), "\uFEFFoutput: json\r\nmin-rate: 1e3\r\n");

        assertEquals(0, run.run("sinks"), run.err());

        assertTrue(run.json().isObject());
    }

    @Test
    void tellsOfSettingsThatAreNoUtf8Text() throws IOException {
        Path file = directory.resolve("memberport.yaml");
        Files.write(file, "region: eu1\r\n".getBytes(StandardCharsets.UTF_16));
        assertEquals(2, run.run("sinks"));
        Files.write(file, "community: Köln\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(2, run.run("sinks"));
        byte[] tooLong = new byte[TextFile.LONGEST_BYTES + 1];
        Arrays.fill(tooLong, (byte) '#');
        Files.write(file, tooLong);
        assertEquals(2, run.run("sinks"));
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(2, run.run("sinks"));

        for (String expected : new String[] {
            "The settings file memberport.yaml is UTF-16. Save it as UTF-8.",
            "The settings file memberport.yaml is not UTF-8. Save it as UTF-8.",
            "The settings file memberport.yaml is longer than 1 MiB. Name another file.",
            "The settings file memberport.yaml is a directory. Name a file."
        }) {
            assertTrue(run.err().contains(expected), run.err());
        }
    }
}
