package io.memberport.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.cli.CommandLineRun;
import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences that went wrong once, on all targets and layouts that they can be about. */
class CasesIT {

    private static final String FIRST = "2026-03-01T00:00:00Z";
    private static final String SECOND = "2026-03-02T00:00:00Z";
    private static final String THIRD = "2026-03-03T00:00:00Z";

    static Stream<Destination> all() {
        List<Destination> all = new ArrayList<>(merging());
        for (String layout : List.of("long", "wide", "json")) {
            all.add(Database.of(Product.POSTGRESQL, layout, true, false));
            all.add(Database.of(Product.MARIADB, layout, true, false));
        }
        all.addAll(Destinations.files());
        return Destinations.few(all);
    }

    /** Where changes are written beside what is there. */
    private static List<Destination> merging() {
        List<Destination> some = new ArrayList<>(Destinations.databases(false, false));
        some.addAll(Destinations.stores());
        return some;
    }

    static Stream<Arguments> mergingInEachOrder() {
        return Destinations.few(merging())
                .flatMap(target -> Stream.of(Arguments.of(target, true), Arguments.of(target, false)));
    }

    static Stream<Arguments> wideInEachMode() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of("merge", "replace", "append")
                        .map(mode -> Arguments.of(Database.of(product, "wide", mode.equals("append"), false), mode)));
    }

    private static Step step(Destination target, Export export) {
        boolean isHistory = target instanceof Database database && database.isHistory();
        Step step = Step.of(export).flagged(Step.INCREMENTAL);
        return isHistory ? step.with("mode", "append") : step;
    }

    private static Export one(String id, String date, Variable... variables) {
        return Export.full(id, date, Member.of("m", variables));
    }

    private static Export change(String id, String since, String date, String city) {
        return Export.changes(id, since, date, Member.of("m", Variable.of("v", "string", city)));
    }

    @ParameterizedTest
    @MethodSource("wideInEachMode")
    void takesASetThatTheNextExportDoesNotHave(Database target, String mode) {
        Variable city = Variable.of("w", "string", "\"x\"");
        Step a = Step.of(one("a", FIRST, Variable.of("v", "set", "\"p\"").named("tags"), city));

        Play.check(Sequence.of(
                target, a.with("mode", mode), Step.of(one("b", SECOND, city)).with("mode", mode)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsAColumnAgainWhoseNameUpperCaseChanges(Destination target) {
        Variable street = Variable.of("v", "string", "\"A\"").named("Straße");

        Play.check(Sequence.of(target, step(target, one("1", FIRST, street)), step(target, one("2", SECOND, street))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void clearsAValueInWhosePlaceAnotherDoesNotFit(Destination target) {
        Step fits =
                step(target, one("1", FIRST, Variable.of("v", "double", "41").named("age")));
        Step odd = step(
                target,
                Export.changes(
                        "2",
                        FIRST,
                        SECOND,
                        Member.of("m", Variable.of("v", "double", "\"unknown\"").named("age"))));
        boolean hasOption = !(target instanceof CsvFile);

        Play.check(Sequence.of(target, fits, odd));
        Play.check(Sequence.of(target, fits, hasOption ? odd.with("invalid-values", "replace") : odd));
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsDigitsOfAVariableThatWasASet(Destination target) {
        Step set = step(target, one("1", FIRST, Variable.of("v", "set", "\"p\"").named("x")));
        Step number = step(
                target,
                one(
                        "2",
                        SECOND,
                        Variable.of("v", "double", "9007199254740993.50").named("x")));

        Play.check(Sequence.of(target, set, number));
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesNoExportASecondTimeThoughOthersCameLater(Destination target) {
        Step full = step(target, one("f1", FIRST, Variable.of("v", "string", "\"full\"")));
        Step second = step(target, change("i2", FIRST, SECOND, "\"two\""));
        Step third = step(target, change("i3", SECOND, THIRD, "\"three\""));

        Play.check(Sequence.of(target, full, second, third, second, full));
    }

    @ParameterizedTest
    @MethodSource("mergingInEachOrder")
    void refusesAnOlderExportUnlessItIsAllowedByName(Destination target, boolean isAllowed) {
        Step full = step(target, one("f1", FIRST, Variable.of("v", "string", "\"full\"")));
        Step second = step(target, change("i2", FIRST, SECOND, "\"two\""));
        Step third = step(target, change("i3", SECOND, THIRD, "\"three\""));
        Step late = isAllowed ? second.flagged(Step.OLDER) : second;

        Play.check(Sequence.of(target, full, third, late, third, full.flagged(Step.OLDER)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesChangesInPlaceOfAllUnlessTheyAreAllowedByName(Destination target) {
        boolean replaces = target instanceof Database database && !database.isHistory();
        Step full = step(target, one("f1", FIRST, Variable.of("v", "string", "\"full\"")));
        Step changes = new Step(change("i2", FIRST, SECOND, "\"two\""), full.options(), Set.of(), false, "local");
        Step byName = changes.flagged(Step.INCREMENTAL);

        Play.check(Sequence.of(target, full, changes, byName));
        if (replaces) {
            Play.check(Sequence.of(
                    target,
                    full.with("mode", "replace"),
                    changes.with("mode", "replace"),
                    byName.with("mode", "replace"),
                    changes.with("mode", "replace").with("force-replace", "on")));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsOrRefusesEscapesThatUtf8CannotCarry(Destination target) {
        Member member = new Member("m", "\"note\":\"\\ud800\",", List.of(Variable.of("v", "string", "\"x\"")));
        Step step = step(target, Export.full("s1", FIRST, member));

        Play.check(Sequence.of(target, step));
        if (!(target instanceof CsvFile)) {
            Play.check(Sequence.of(target, step.with("invalid-values", "replace")));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsDatesOfTheDocumentInEveryForm(Destination target) {
        Member member = Member.of("m", Variable.of("v", "string", "\"x\""));
        Export odd = new Export("d1", null, "2026-06-01T02:00:00+0000", "2026-06-01", List.of(member));
        Export none = new Export("d2", null, "in June", "1780279200", List.of(member));

        Play.check(Sequence.of(target, step(target, odd), step(target, none)));
    }

    static Stream<Destination> decimals() {
        return Stream.of(Product.values())
                .filter(Product::hasDecimals)
                .flatMap(product -> Stream.of("long", "wide").map(layout -> Database.of(product, layout, false, true)));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void roundsToTheFractionOfADecimalColumn(Destination target) {
        Export digits = one(
                "q1", FIRST, Variable.of("v", "double", "0.30000000000000004").named("share"));
        Export half =
                one("q2", SECOND, Variable.of("v", "double", "0.00000000005"), Variable.of("w", "double", "1e-31"));

        Play.check(Sequence.of(target, step(target, digits), step(target, half)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void keepsInstantsBefore1900(Destination target) {
        Variable birthday = new Variable(
                "v",
                "Birthday",
                "datetime",
                null,
                "2024-01-01T00:00:00Z",
                Export.Value.all("\"1899-12-31T00:00:00Z\""));

        Play.check(Sequence.of(target, step(target, one("h1", "1899-12-31T00:00:00Z", birthday))));
    }

    static Stream<Database> narrow() {
        return Stream.of(Product.POSTGRESQL, Product.MARIADB, Product.ANSI)
                .map(product -> new Database(product, "wide", false, false, List.of("too-wide=long")));
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void refusesChangesThatAreTooWideAndTakesThoseAfterThem(Database target) {
        Member[] ten = IntStream.range(0, 10)
                .mapToObj(i -> Member.of("m" + i, Variable.of("city", "string", "\"a\"")))
                .toArray(Member[]::new);
        Step full = Step.of(Export.full("b1", FIRST, ten));
        Step tooWide = Step.of(Export.changes("b2", FIRST, SECOND, Member.of("m0", many("v", 440))));
        Step after =
                Step.of(Export.changes("b3", SECOND, THIRD, Member.of("m1", Variable.of("city", "string", "\"c\""))));
        int room = target.product().mostTexts() - 1;
        Step fills = Step.of(Export.changes("b4", SECOND, THIRD, Member.of("m2", many("w", room))));
        Step oneMore = Step.of(Export.changes("b5", SECOND, THIRD, Member.of("m2", many("x", 1))));

        Play.check(Sequence.of(target, full, tooWide, after, fills, oneMore));
    }

    private static Variable[] many(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Variable.of(prefix + i, "string", "\"b\""))
                .toArray(Variable[]::new);
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void staysLongOnceAFullExportWasTooWide(Database target) throws Exception {
        Path directory = Files.createTempDirectory("sequence");
        try (DatabaseTarget database = DatabaseTarget.make(target, directory)) {
            List<Step> steps = List.of(
                    Step.of(Export.full("1", FIRST, Member.of("m", many("v", 1)))),
                    Step.of(Export.full("2", SECOND, Member.of("m", many("v", 440)))),
                    Step.of(Export.changes("3", SECOND, THIRD, Member.of("m", many("w", 1)))),
                    Step.of(Export.full("4", THIRD, Member.of("m", many("v", 1)))));
            for (Step step : steps) {
                Files.write(directory.resolve("export.json"), step.file());
                CommandLineRun run = new CommandLineRun(directory);
                database.environment().forEach(run::with);
                assertEquals(0, run.run(Play.arguments(step, database)), run.err());
            }

            assertEquals("wide long long long", tableSets(database));
        } finally {
            Files.delete(directory.resolve("export.json"));
            Files.delete(directory);
        }
    }

    private static String tableSets(DatabaseTarget database) throws SQLException {
        List<String> sets = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT table_set FROM memberport_sync ORDER BY sync_id")) {
            while (row.next()) {
                sets.add(row.getString(1));
            }
        }
        return String.join(" ", sets);
    }
}
