package io.memberport.testkit;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.CommittedVariables;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink may keep the variables of its commits, so that the next run tells what has changed. If it does, they come back as they were.
 * A sink that gives none after its first commit does not keep them.
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
}
