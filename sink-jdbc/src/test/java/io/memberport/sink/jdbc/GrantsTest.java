package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.Place.Product;
import io.memberport.testkit.TestExport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights on the page are enough for an account, none of them is too much, and a check finds each that is missing. */
class GrantsTest {

    private static final Pattern GRANT = Pattern.compile("(?s)((?:-- [^\n]*\n)?)GRANT (.+) ON (.+) TO (\\w+)");
    private static final String CREATES = "creates";
    private static final String EXISTS = "exists";

    static Stream<Arguments> cases() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(CREATES, EXISTS)
                        .flatMap(tables ->
                                Stream.of(Layout.values()).map(layout -> Arguments.of(product, tables, layout))))
                // There, a user who may add a column may make the tables.
                .filter(arguments -> !List.of(arguments.get()).equals(List.of(Product.H2, EXISTS, Layout.WIDE)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areWhatARunNeedsAndNoMore(Product product, String tables, Layout layout) throws SQLException {
        List<String> all = new ArrayList<>(DatabaseDocument.statements(product.dialectName(), tables));
        all.addAll(DatabaseDocument.statements(product.dialectName(), tables + "-" + SinkOption.wireName(layout)));
        List<Fewer> variants = withoutOne(all);
        assertTrue(variants.size() >= all.size() - 1 && !variants.isEmpty());
        try (Place place = Place.in(product)) {
            set(place, all, tables, layout);
            assertPassesACheck(place, sink(place, tables, layout));
            place.run(sink(place, tables, layout), exports());
            assertEquals(2, place.commits());
            assertPassesACheck(place, sink(place, tables, layout));
            for (Fewer fewer : variants) {
                set(place, fewer.statements(), tables, layout);
                assertIsFoundBefore(place, sink(place, tables, layout), fewer);
                assertThrows(
                        MemberportException.class,
                        () -> place.run(sink(place, tables, layout), exports()),
                        fewer::toString);
            }
        }
    }

    private static void set(Place place, List<String> statements, String tables, Layout layout) throws SQLException {
        if (tables.equals(EXISTS)) {
            place.setWithTables(layout, statements);
        } else {
            place.set(statements);
        }
    }

    private static JdbcMemberSink.Builder sink(Place place, String tables, Layout layout) {
        // Columns are always made in the wide layout.
        return place.sink().layout(layout).createsTables(tables.equals(CREATES) || layout == Layout.WIDE);
    }

    private static void assertPassesACheck(Place place, JdbcMemberSink.Builder sink) throws SQLException {
        List<String> before = place.content();
        try (Warnings warnings = Warnings.ofRights()) {
            sink.build().check();

            assertEquals(List.of(), warnings.all());
        }
        assertEquals(before, place.content());
    }

    /** By a failure; or by a warning, if it takes a certain export to need the right. */
    private static void assertIsFoundBefore(Place place, JdbcMemberSink.Builder sink, Fewer fewer) throws SQLException {
        List<String> before = place.content();
        String told;
        if (fewer.isForACertainExport()) {
            try (Warnings warnings = Warnings.ofRights()) {
                sink.build().check();
                told = warnings.all().toString();
            }
        } else {
            MemberportException failure =
                    assertThrows(MemberportException.class, () -> sink.build().check(), fewer::toString);
            assertEquals(FailureKind.TARGET, failure.kind(), failure.toString());
            told = failure.toString();
        }
        for (String word : fewer.words()) {
            assertTrue(told.toLowerCase(Locale.ROOT).contains(word), () -> word + " in " + told);
        }
        assertEquals(before, place.content());
    }

    /**
     * Statements that give less than all rights.
     *
     * @param right the one that is missing
     * @param thing what it is a right on
     */
    private record Fewer(List<String> statements, String right, String thing) {

        boolean isForACertainExport() {
            return right.equals("UPDATE") && thing.equals("crm.member_wide");
        }

        /** What must be told of it, in lower case; what a database or a schema is called differs. */
        List<String> words() {
            String name = thing.replaceFirst("^crm\\.", "");
            return List.of(
                    right.equals("CONNECT") ? "cannot be reached" : right.toLowerCase(Locale.ROOT),
                    name.equals("*") ? "crm" : name.replaceFirst(" .*", "").toLowerCase(Locale.ROOT));
        }
    }

    /** The same statements without one right on one thing, or without one that is no grant, in every way there is. */
    private static List<Fewer> withoutOne(List<String> statements) {
        List<Fewer> variants = new ArrayList<>();
        for (int i = 1; i < statements.size(); i++) {
            for (Fewer instead : less(statements.get(i))) {
                List<String> variant = new ArrayList<>(statements.subList(0, i));
                variant.addAll(instead.statements());
                variant.addAll(statements.subList(i + 1, statements.size()));
                variants.add(new Fewer(variant, instead.right(), instead.thing()));
            }
        }
        return variants;
    }

    private static List<Fewer> less(String statement) {
        Matcher grant = GRANT.matcher(statement);
        if (!grant.matches()) {
            // ALTER TABLE crm.member_wide OWNER TO memberport, or GRANT ALTER ANY SCHEMA TO memberport
            boolean owns = statement.contains("OWNER TO");
            return List.of(new Fewer(List.of(), owns ? "OWNER" : "ALTER ANY SCHEMA", owns ? "member_wide" : "schema"));
        }
        List<String> rights = List.of(grant.group(2).split(", "));
        String kind =
                grant.group(3).matches("(DATABASE|SCHEMA) .*") ? grant.group(3).replaceFirst(" .*", " ") : "";
        List<String> things = List.of(grant.group(3).substring(kind.length()).split(", "));
        List<Fewer> variants = new ArrayList<>();
        for (String thing : things) {
            for (String right : rights) {
                List<String> grants = new ArrayList<>();
                for (String other : things) {
                    String kept = String.join(
                            ", ",
                            rights.stream()
                                    .filter(one -> !other.equals(thing) || !one.equals(right))
                                    .toList());
                    if (!kept.isEmpty()) {
                        grants.add("GRANT " + kept + " ON " + kind + other + " TO " + grant.group(4));
                    }
                }
                variants.add(new Fewer(grants, right, kind.isEmpty() ? thing : kind));
            }
        }
        return variants;
    }

    /** Two exports that use every statement a run has: the second changes values and the type of a variable. */
    private static List<TestExport> exports() {
        return List.of(
                TestExport.of("b-1")
                        .member(
                                "m-1",
                                values(variable("v-1", "City", "string"), text("Bonn")),
                                values(variable("v-2", "Age", "double"), number("41")),
                                values(variable("v-3", "Interests", "set"), option("Chess", "o-2"))),
                TestExport.of("b-2")
                        .member(
                                "m-1",
                                values(variable("v-1", "City", "string"), text("Paris")),
                                values(variable("v-2", "Age", "string"), text("forty")),
                                values(variable("v-3", "Interests", "set"), option("Draughts", "o-2")),
                                values(variable("v-4", "Country", "string"), text("France"))));
    }
}
