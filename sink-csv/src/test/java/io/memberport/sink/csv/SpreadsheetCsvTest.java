package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.nothing;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkOptions;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code for=spreadsheet}, and the options that it stands for. */
class SpreadsheetCsvTest {

    private static final String MARK = "\ufeff";
    private static final ProfileVariable CITY = variable("v1", "City", "string");
    private static final ProfileVariable HOBBIES = variable("v2", "Hobbies", "set");
    private static final MemberBlock BLOCK = block(
            member(
                    "m1",
                    values(CITY, string("=1+1")),
                    values(HOBBIES, option("=Go", "o1"), option("a; b", "o2"), nothing())),
            member("m2", values(CITY, string("Ulm")), values(HOBBIES)));

    private final CsvMemberSinkProvider provider = new CsvMemberSinkProvider();

    @TempDir
    Path directory;

    private MemberSink sink(Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.putIfAbsent("layout", "wide");
        return provider.create("csv:" + directory.resolve("members.csv"), SinkOptions.of(provider, all));
    }

    private String written(Map<String, String> options) throws IOException {
        Exports.export(sink(options), "b1", BLOCK);
        return CsvFiles.text(directory.resolve("members.csv"));
    }

    @Test
    void writesTextForPeopleThatNoSpreadsheetTakesForAFormula() throws IOException {
        assertEquals(
                MARK + "member_id,City,Hobbies\r\nm1,'=1+1,\"'=Go; \"\"a; b\"\"; null\"\r\nm2,Ulm,\"\"\r\n",
                written(Map.of("for", "spreadsheet")));
    }

    @Test
    void letsOptionsThatAreGivenBeatIt() throws IOException {
        assertEquals(
                "member_id;City;Hobbies\r\nm1;=1+1;\"[\"\"=Go\"\",\"\"a; b\"\",null]\"\r\nm2;Ulm;[]\r\n",
                written(Map.of(
                        "for",
                        "spreadsheet",
                        "bom",
                        "off",
                        "formula-guard",
                        "off",
                        "lists",
                        "json",
                        "delimiter",
                        ";")));
    }

    @Test
    void isTheSameFormAsTheOptionsThatItStandsFor() throws IOException {
        written(Map.of("for", "spreadsheet"));

        Map<String, String> each = Map.of("bom", "on", "formula-guard", "on", "lists", "text");
        assertTrue(sink(each).lastCommit(Exports.COMMUNITY).isPresent());
        assertTrue(sink(Map.of()).lastCommit(Exports.COMMUNITY).isEmpty());
        assertTrue(sink(Map.of("bom", "on", "formula-guard", "on"))
                .lastCommit(Exports.COMMUNITY)
                .isEmpty());
    }

    @Test
    void makesNoDifferenceToListsInTheLongLayout() throws IOException {
        written(Map.of("layout", "long"));

        assertTrue(sink(Map.of("layout", "long", "lists", "text"))
                .lastCommit(Exports.COMMUNITY)
                .isPresent());
    }
}
