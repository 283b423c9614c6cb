package io.memberport.testkit;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.CommittedVariables;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink may keep the variables of its commits, so that the next run tells what has changed. If it does, they come back as they were.
 * A sink that gives none after its first commit does not keep them. One that gives variables columns of their own can foretell them.
 */
public interface VariablesContract extends SinkFixtureSource {

    @Test
    default void remembersTheVariablesOfItsLastCommit(@TempDir Path directory) throws Exception {
        ProfileVariable odd = ProfileVariable.of(
                "v-odd", "A \"name\"\\ with 'quotes',\n\tlines; \u00e9 and \ud83d\ude00", "set", Sensitivity.SENSITIVE);
        ProfileVariable bare = ProfileVariable.of("v-bare", null, null, Sensitivity.UNSTATED);
        ProfileVariable empty = ProfileVariable.of("v-empty", "", "string", Sensitivity.NOT_SENSITIVE);
        TestExport first = ContractExports.FIRST.and(TestExport.of(null)
                .member("m-9", values(odd, text("x")), values(bare, text("y")), values(empty, text("z"))));
        TestExport changes = ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate());
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            assertEquals(Optional.empty(), target.lastVariables(SinkUnderTest.COMMUNITY), "before the first commit");
            target.run(first);
            if (target.lastVariables(SinkUnderTest.COMMUNITY).isEmpty()) {
                return;
            }
            List<ProfileVariable> all = List.of(ContractExports.AGE, bare, ContractExports.CITY, empty, odd);
            target.assertRemembersVariables(all, "after the first commit");
            assertEquals(Optional.empty(), target.lastVariables("another community"), "of another community");

            target.run(changes, SinkUnderTest.INCREMENTAL);
            target.assertRemembersVariables(all, "after an export of changes, which has two of them");

            target.run(ContractExports.THIRD);
            target.assertRemembersVariables(
                    List.of(ContractExports.AGE, ContractExports.CITY), "after a full export that has two of them");
        }
    }

    /** A policy hides what it drops from here, too. */
    @Test
    default void remembersVariablesAsItSawThem(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.setPolicy();
            target.run(TestExport.of("batch-one").member("m-1", values(ContractExports.AGE, number("1"))));

            Optional<CommittedVariables> kept = target.lastVariables(SinkUnderTest.COMMUNITY);

            kept.ifPresent(
                    variables -> assertEquals(target.policy(), variables.policy(), "the policy of the variables"));
        }
    }

    /** Those that a sink foretells are those that it has for the variables afterwards, and they stay when variables are renamed. */
    @Test
    default void givesVariablesTheColumnsThatItHasForetold(@TempDir Path directory) throws Exception {
        ProfileVariable twin = variable("v-twin", "City", "string");
        ProfileVariable own = variable("v-own", "member_id", "enum");
        ProfileVariable renamed = variable("v-city", "Town", "string");
        ProfileVariable heir = variable("v-heir", "City", "string");
        TestExport first = ContractExports.FIRST.and(
                TestExport.of(null).member("m-9", values(twin, text("x")), values(own, text("y"))));
        Instant nextNight = Instant.parse("2026-03-02T02:00:00Z");
        TestExport second = TestExport.of("batch-renamed")
                .dated(nextNight, nextNight)
                .member("m-9", values(renamed, text("x")), values(heir, text("y")), values(own, text("z")));
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            Map<String, String> foretold = target.columnsOf(first);
            if (foretold.isEmpty()) {
                return;
            }
            target.assertTidy("after a sink was asked for columns");
            assertEquals(List.of("v-city", "v-age", "v-twin", "v-own"), List.copyOf(foretold.keySet()), "all of them");
            assertAllDiffer(foretold);
            target.run(first);
            assertEquals(foretold, target.columnsOf(first), "the columns after the commit");

            Map<String, String> next = target.columnsOf(second);
            assertEquals(foretold.get("v-city"), next.get("v-city"), "the column of a variable that was renamed");
            assertEquals(foretold.get("v-own"), next.get("v-own"), "the column of a variable that stays as it is");
            assertAllDiffer(next);
            target.assertIntact("after a sink was asked for columns");
            target.run(second);
            assertEquals(next, target.columnsOf(second), "the columns after the next commit");
        }
    }

    private static void assertAllDiffer(Map<String, String> columns) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        columns.values().forEach(name -> assertTrue(names.add(name), () -> "two columns are called " + name));
    }
}
