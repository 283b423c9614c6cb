package io.memberport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cells of a workbook as readers see them that share no code with Memberport, nor with each other: openpyxl and LibreOffice. Skipped
 * where they are not installed; on Debian they are the packages {@code python3-openpyxl} and {@code libreoffice-calc-nogui}.
 */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true", disabledReason = "only in the thorough build")
class WorkbookReadersIT {

    private static final int PATIENCE_SECONDS = 120;

    /** Each cell as its type and its content, the type as openpyxl names it: n, s, d; f would be a formula. */
    private static final String OPENPYXL = """
            import openpyxl, sys
            sheet = openpyxl.load_workbook(sys.argv[1])['Members']
            assert sheet.freeze_panes == 'A2' and sheet.auto_filter.ref == sheet.dimensions, (sheet.freeze_panes, sheet.auto_filter.ref)
            for row in sheet.iter_rows(min_row=2):
                print('|'.join('' if cell.value is None else cell.data_type + ' ' + repr(cell.value) for cell in row))
            """;

    @TempDir
    Path directory;

    private Path workbook;

    @BeforeEach
    void writeWorkbook() throws Exception {
        workbook = directory.resolve("members.xlsx");
        Files.writeString(directory.resolve("export.json"), """
                {"id":"b1","exportDate":"2026-06-01T02:00:00Z","members":[
                {"memberId":"m-1","variables":[
                {"id":"v1","name":"Code","dataType":"identifier","values":[{"value":"0012"}]},
                {"id":"v2","name":"Score","dataType":"double","values":[{"value":1.50}]},
                {"id":"v3","name":"Joined","dataType":"datetime","values":[{"value":"2026-01-31T13:00:00+01:00"}]},
                {"id":"v4","name":"Text","dataType":"string","values":[{"value":"=1+1"}]},
                {"id":"v5","name":"Hobbies","dataType":"set","values":[{"id":"o1","value":"a; b"},{"id":"o2","value":"Go"}]}]},
                {"memberId":"m-2","variables":[
                {"id":"v1","name":"Code","dataType":"identifier","values":[{"value":"1-2"}]},
                {"id":"v2","name":"Score","dataType":"double","values":[{"value":12345678901234567890}]},
                {"id":"v3","name":"Joined","dataType":"datetime","values":[{"value":"2026-01-31T12:00:00.250Z"}]},
                {"id":"v4","name":"Text","dataType":"string","values":[{"value":" <é & \\"日本\\" 👍> "}]},
                {"id":"v5","name":"Hobbies","dataType":"set","values":[]}]},
                {"memberId":"m-3","variables":[]}]}
                """);
        LauncherJar.run(LauncherJar.plain(directory, "load", "export.json", "--to", workbook.toString(), "--quiet"));
    }

    @Test
    void openpyxlReadsEveryCellWithItsType() throws Exception {
        String python = List.of("/usr/bin/python3", "python3").stream()
                .filter(command -> succeeds(command, "-c", "import openpyxl"))
                .findFirst()
                .orElse("");
        assumeTrue(!python.isEmpty(), "openpyxl is not installed");

        String read = LauncherJar.outputOf(new ProcessBuilder(python, "-c", OPENPYXL, workbook.toString()));

        assertEquals(
                List.of(
                        "s 'm-1'|s '0012'|n 1.5|d datetime.datetime(2026, 1, 31, 12, 0)|s '=1+1'|s '\"a; b\"; Go'",
                        "s 'm-2'|s '1-2'|s '12345678901234567890'|d datetime.datetime(2026, 1, 31, 12, 0, 0, 250000)"
                                + "|s ' <é & \"日本\" 👍> '|s ''",
                        "s 'm-3'|||||"),
                read.lines().toList());
    }

    @Test
    void libreOfficeShowsEveryCellAsItCame() throws Exception {
        assumeTrue(succeeds("soffice", "--version"), "LibreOffice is not installed");

        // As people see the cells, all quoted, of the first sheet.
        LauncherJar.run(new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + directory.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true",
                        "--outdir",
                        directory.resolve("converted").toString(),
                        workbook.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));

        assertEquals(
                """
                "member_id","Code","Score","Joined","Text","Hobbies"
                "m-1","0012",1.50,2026-01-31 12:00:00,"=1+1","""
                        + "\"\"\"a; b\"\"; Go\"\n"
                        + "\"m-2\",\"1-2\",\"12345678901234567890\",2026-01-31 12:00:00.250,\" <é & \"\"日本\"\" 👍> \",\n"
                        + "\"m-3\",,,,,\n",
                Files.readString(directory.resolve("converted").resolve("members.csv"), UTF_8));
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
            return process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
