package io.memberport.sink.csv;

import static io.memberport.testing.file.Exports.block;
import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.nothing;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.string;
import static io.memberport.testing.file.Exports.values;
import static io.memberport.testing.file.Exports.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.file.ManifestFile;
import io.memberport.encoding.file.TargetNames;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideCsvTest {

    private static final ProfileVariable CITY = variable("v1", "City", "string");
    private static final ProfileVariable HOBBIES = variable("v2", "Hobbies", "set");

    @TempDir
    Path directory;

    @Test
    void asksForAllVariablesFirst() {
        assertTrue(sink().needsVariablesFirst());
    }

    @Test
    void writesOneRowPerMemberAndOneColumnPerVariable() throws IOException {
        assertEquals(
                "member_id,City,Hobbies\r\nm1,Berlin,\"[\"\"Chess\"\"]\"\r\nm2,,[]\r\nm3,,\r\n",
                written(
                        member("m1", values(CITY, string("Berlin")), values(HOBBIES, option("Chess", "o1"))),
                        member("m2", values(HOBBIES), values(CITY)),
                        member("m3")));
    }

    @Test
    void writesASingleValueAsItIs() throws IOException {
        assertEquals(
                "member_id,City\r\nm1,\"\"\r\nm2,\r\nm3,1.50\r\nm4,\"{\"\"a\"\":1}\"\r\n",
                written(
                        member("m1", values(CITY, string(""))),
                        member("m2", values(CITY, nothing())),
                        member("m3", values(CITY, Exports.of(Value.Kind.NUMBER, "1.50"))),
                        member("m4", values(CITY, Exports.of(Value.Kind.JSON, "{\"a\":1}")))));
    }

    @Test
    void writesSeveralValuesAsAJsonArray() throws IOException {
        Path file = write(
                "b1",
                block(member(
                        "m1",
                        values(
                                CITY,
                                string("a\"b\\c\r\n\t\u0001,\u00e9\uD83D\uDE00"),
                                Exports.of(Value.Kind.NUMBER, "1.50"),
                                Exports.of(Value.Kind.BOOLEAN, "false"),
                                nothing(),
                                Exports.of(Value.Kind.JSON, "{\"a\":[1]}")))));

        assertEquals(
                "[\"a\\\"b\\\\c\\r\\n\\t\\u0001,\u00e9\uD83D\uDE00\",1.50,false,null,{\"a\":[1]}]",
                CsvFiles.rows(file).get(1).get(1));
    }

    @Test
    void joinsTheValuesOfAVariableThatAMemberHasTwice() throws IOException {
        assertEquals(
                "member_id,City,Hobbies\r\nm1,\"[\"\"a\"\",\"\"b\"\",\"\"c\"\"]\",\"[\"\"d\"\"]\"\r\nm2,e,\r\n",
                written(
                        member(
                                "m1",
                                values(CITY, string("a")),
                                values(HOBBIES),
                                values(CITY, string("b")),
                                values(variable("v2", "Hobbies", "enum"), string("d")),
                                values(CITY, string("c"))),
                        member("m2", values(CITY), values(CITY, string("e")))));
    }

    @Test
    void guardsAgainstFormulasIfAskedTo() throws IOException {
        MemberBlock block = block(member("=m", values(variable("v1", "=n", "string"), string("=1+1"))));
        Path file = directory.resolve("members.csv");

        Exports.export(CsvMemberSink.to(file).layout(Layout.WIDE).build(), "b1", block);
        assertEquals("member_id,=n\r\n=m,=1+1\r\n", CsvFiles.text(file));

        Exports.export(
                CsvMemberSink.to(file).layout(Layout.WIDE).formulaGuard(true).build(), "b1", block);
        assertEquals("member_id,'=n\r\n'=m,'=1+1\r\n", CsvFiles.text(file));
    }

    @Test
    void takesTheFirstDefinitionOfAnId() throws IOException {
        assertEquals(
                "member_id,City\r\nm1,a\r\nm2,b\r\n",
                written(
                        member("m1", values(CITY, string("a"))),
                        member("m2", values(variable("v1", "Town", "enum"), string("b")))));
    }

    @Test
    void keepsTheColumnOfAVariableThatWasRenamed() throws IOException {
        write("b1", block(member("m1", values(CITY, string("Berlin")))));

        Path file = write(
                "b2",
                block(member(
                        "m1",
                        values(variable("v9", "City", "string"), string("other")),
                        values(variable("v1", "Town", "string"), string("Bonn")))));

        assertEquals("member_id,City (v9),City\r\nm1,other,Bonn\r\n", CsvFiles.text(file));
        List<WideColumn> columns = manifest().wideColumns();
        assertEquals("Town", columns.get(1).variableName());
        assertEquals("City", columns.get(1).name());
    }

    @Test
    void givesAVariableThatReturnsItsColumnBack() throws IOException {
        write("b1", block(member("m1", values(CITY, string("Berlin")))));
        write("b2", block(member("m1", values(variable("v9", "city", "string"), string("other")))));
        assertEquals(
                List.of("city (v9) false", "City true"),
                manifest().wideColumns().stream()
                        .map(c -> c.name() + " " + c.retired())
                        .toList());

        Path file = write("b3", block(member("m1", values(CITY, string("Bonn")))));

        assertEquals("member_id,City\r\nm1,Bonn\r\n", CsvFiles.text(file));
    }

    @Test
    void refusesAVariableThatWasNotAnnounced() {
        try (CsvMemberSink sink = sink();
                SinkRun run = sink.open(Exports.context())) {
            MemberBlock block = block(member("m1", values(CITY, string("Berlin"))));

            MemberportException failure = assertThrows(MemberportException.class, () -> run.prepare(block));

            assertEquals(FailureKind.BUG, failure.kind());
        }
    }

    private Manifest manifest() throws IOException {
        return new ManifestFile<>(Manifest.class)
                .read(TargetNames.of(directory.resolve("members.csv")), Exports.COMMUNITY)
                .orElseThrow();
    }

    private CsvMemberSink sink() {
        return CsvMemberSink.to(directory.resolve("members.csv"))
                .layout(Layout.WIDE)
                .build();
    }

    private String written(Member... members) throws IOException {
        return CsvFiles.text(write("b1", block(members)));
    }

    private Path write(String batchId, MemberBlock block) {
        Exports.export(sink(), batchId, block);
        return directory.resolve("members.csv");
    }
}
