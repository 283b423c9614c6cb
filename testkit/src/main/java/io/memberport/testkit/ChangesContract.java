package io.memberport.testkit;

import static io.memberport.testkit.TestExport.nothing;
import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two exports members come and go, and variables change all that they can change. */
public interface ChangesContract extends SinkFixtureSource {

    @Test
    default void followsMembersThatChangeComeAndGo(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND);
            target.run(ContractExports.THIRD);
        }
    }

    @Test
    default void followsExportsOfChangesAndThenAFullOne(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate()), SinkUnderTest.INCREMENTAL);
            target.run(ContractExports.THIRD.since(ContractExports.SECOND.lastSyncDate()), SinkUnderTest.INCREMENTAL);
            target.run(ContractExports.fullAgain());
        }
    }

    @Test
    default void followsAVariableThatIsRenamed(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ofAll(variable("v-city", "Home town", "string"), text("Bonn")));
        }
    }

    /** Names are not unique: the new variable has the name that another one had. */
    @Test
    default void followsTwoVariablesThatSwapTheirNames(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            VariableValues city = values(variable("v-city", "Age", "string"), text("Bonn"));
            VariableValues age = values(variable("v-age", "City", "double"), number("7"));
            target.run(TestExport.of("batch-swapped").member("m-1", city, age).member("m-2", city, age));
        }
    }

    @Test
    default void followsAVariableThatIsRetyped(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ofAll(variable("v-age", "Age", "string"), text("about forty")));
            target.run(ofAll(variable("v-age", "Age", "set"), option("40", "o-40"), option("41", "o-41"))
                    .withBatchId("batch-retyped-again"));
        }
    }

    @Test
    default void followsAVariableThatIsAdded(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ofAll(variable("v-new", "City", "string"), text("of the same name")));
        }
    }

    @Test
    default void followsAVariableThatIsRemovedAndComesBack(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(TestExport.of("batch-without")
                    .member("m-1", values(ContractExports.CITY, text("Bonn")))
                    .member("m-2", values(ContractExports.CITY, text("Köln"))));
            target.run(ofAll(ContractExports.AGE, number("50")));
        }
    }

    @Test
    default void followsValuesThatAreCleared(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(TestExport.of("batch-cleared")
                    .member("m-1", values(ContractExports.CITY), values(ContractExports.AGE))
                    .member("m-2", values(ContractExports.CITY, nothing())));
        }
    }

    /** What is shown in its place, a null for example, takes the place of what was there, too. */
    @Test
    default void followsValuesThatDoNotFitTheirType(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.thatReplaces(this, directory)) {
            ProfileVariable joined = variable("v-joined", "Joined", "datetime");
            VariableValues since = values(joined, text("2020-02-29T23:59:59Z"));
            target.runReplacing(TestExport.of("batch-fitting")
                    .member("m-1", values(ContractExports.AGE, number("41")), since)
                    .member("m-2", values(ContractExports.AGE, number("42")), since));
            target.runReplacing(TestExport.of("batch-not-fitting")
                    .member("m-1", values(ContractExports.AGE, text("unknown")), since)
                    .member("m-2", values(ContractExports.AGE, number("43")), values(joined, text("long ago"))));
        }
    }

    private static TestExport ofAll(ProfileVariable variable, Value... values) {
        return TestExport.of("batch-changed")
                .member("m-1", values(variable, values))
                .member("m-2", values(variable, values));
    }
}
