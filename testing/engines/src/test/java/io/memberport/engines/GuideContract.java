package io.memberport.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide prints for an engine shows what was exported, row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuideContract {

    private static final String ACME = "acme-panel";
    private static final String OTHER = "Köln & Bonn/2 👍";
    private static final String ADDRESS = "s3a?://acme-lake/";

    /** The guide's name of the engine. */
    abstract String engine();

    abstract boolean reads(Form form);

    abstract void execute(String statement) throws Exception;

    /** What a query finds, all columns as text: an instant in UTC, an array as {@link List#toString()} shows it. */
    abstract List<Row> rows(String query) throws Exception;

    Stream<Form> longForms() {
        return Form.all().stream().filter(form -> !form.layout().equals("wide")).filter(this::reads);
    }

    Stream<Form> wideForms() {
        return Form.all().stream().filter(form -> form.layout().equals("wide"));
    }

    /** Executes what the guide prints under a title, on the lake of a form. */
    void follow(String title, Form form) throws Exception {
        follow(title, form, "community=acme-panel");
    }

    private void follow(String title, Form form, String folder) throws Exception {
        for (String statement : Guide.statements(engine(), title)) {
            execute(here(statement, form).replace("community=acme-panel", folder));
        }
    }

    private List<Row> printedRows(String title, Form form) throws Exception {
        List<String> statements = Guide.statements(engine(), title);
        assertEquals(1, statements.size());
        return rows(here(statements.get(0), form));
    }

    private static String here(String statement, Form form) {
        return statement.replaceAll(ADDRESS, form.bucket() + "/");
    }

    static String titleOf(Form form) {
        return switch (form.format()) {
            case "jsonl" -> "JSON lines";
            case "csv" -> "CSV";
            default -> form.layout().equals("wide") ? "Parquet, a row per member" : "Parquet, a row per value";
        };
    }

    @ParameterizedTest
    @MethodSource("longForms")
    void readsEveryValueOfEveryExport(Form form) throws Exception {
        follow(titleOf(form), form);

        assertSame(Expectation.values(form), rows("SELECT * FROM member_value"));
    }

    @ParameterizedTest
    @MethodSource("wideForms")
    void readsEveryMemberOfEveryExport(Form form) throws Exception {
        follow(titleOf(form), form);
        assertSame(Expectation.members(ACME), rows("SELECT * FROM member"));

        follow(titleOf(form), form, "community=Köln%20%26%20Bonn%2F2%20👍");
        assertSame(Expectation.members(OTHER), rows("SELECT * FROM member"));
    }

    /** Hence the folder of one community in what the guide prints. */
    @ParameterizedTest
    @MethodSource("wideForms")
    void cannotReadMembersOfCommunitiesWithOtherTypesTogether(Form form) {
        assertThrows(Exception.class, () -> {
            follow(titleOf(form), form, "community=*");
            rows("SELECT * FROM member");
        });
    }

    @ParameterizedTest
    @MethodSource("longForms")
    void buildsThePresentStateByValue(Form form) throws Exception {
        follow(titleOf(form), form);
        follow("The exports of the present state", form);

        assertSame(
                Expectation.presentValues(
                        form,
                        List.of(
                                "community",
                                "member_id",
                                "variable_id",
                                "variable_name",
                                "position",
                                "value_id",
                                "value")),
                printedRows("The present state, a row per value", form));
    }

    @ParameterizedTest
    @MethodSource("wideForms")
    void buildsThePresentStateByMember(Form form) throws Exception {
        follow(titleOf(form), form);
        follow("The exports of the present state", form);

        assertSame(
                Expectation.presentMembers(ACME, List.of("member_id", "city", "age")),
                printedRows("The present state, a row per member", form));
    }

    private static void assertSame(List<Row> expected, List<Row> found) {
        assertFalse(expected.isEmpty());
        assertEquals(
                lines(without(found, expected)),
                lines(without(expected, found)),
                "rows that are missing, and those in their place");
    }

    /** Equal rows count, too. */
    private static List<Row> without(List<Row> some, List<Row> all) {
        Map<Row, Integer> counts = new HashMap<>();
        some.forEach(row -> counts.merge(row, 1, Integer::sum));
        return all.stream()
                .filter(row -> counts.merge(row, -1, Integer::sum) < 0)
                .toList();
    }

    private static String lines(List<Row> rows) {
        return String.join("\n", rows.stream().sorted().map(Row::toString).toList());
    }
}
