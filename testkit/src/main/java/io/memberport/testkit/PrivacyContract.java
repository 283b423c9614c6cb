package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.Allowances;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What of personal data a target may see is decided before the sink, which never gets the rest. It keeps in mind under which policy a
 * commit was made, so that what was written under different ones is never mixed.
 */
public interface PrivacyContract extends SinkFixtureSource {

    @Test
    default void remembersThePolicyOfItsLastCommit(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.setPolicy();
            target.run(ContractExports.FIRST);

            assertEquals(
                    Outcome.ALREADY_COMMITTED,
                    target.outcomeOf(ContractExports.FIRST, Allowances.NONE),
                    "the outcome of the same export under the same policy");
        }
    }

    @Test
    default void replacesEverythingByAFullExportUnderAnotherPolicy(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.setPolicy();
            target.run(ContractExports.SECOND);
            target.run(ContractExports.THIRD);
        }
    }
}
