package io.memberport.export.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.drift.Drift.Basis;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriftPolicyTest {

    private static final ProfileVariable AGE = ProfileVariable.of("v-1", "Age", "double", Sensitivity.NOT_SENSITIVE);

    @Test
    void saysWhichVariablesHaveChangedAndHow() {
        ProfileVariable nameless = ProfileVariable.of("v-2", null, null, Sensitivity.SENSITIVE);
        ProfileVariable years = ProfileVariable.of("v-1", "Years", "string", Sensitivity.SENSITIVE);
        Drift drift = new Drift(
                Basis.LAST_COMMIT,
                List.of(
                        VariableChange.between(AGE, years).orElseThrow(),
                        VariableChange.ofGone(nameless, null, false),
                        VariableChange.ofNew(ProfileVariable.of("v-3", "City", "string", Sensitivity.UNSTATED))));

        MemberportException refused =
                DriftPolicy.FAIL.refusal("csv:members.csv", drift).orElseThrow();

        assertEquals(
                "Variables have changed since the last commit to the target csv:members.csv: 'Years' (id v-1) had the name 'Age' and"
                        + " now has 'Years', had the type 'double' and now has 'string', became sensitive; (id v-2) is gone; 'City' (id v-3) is new. Nothing was"
                        + " committed. If that is as it should be, accept it for this run.",
                refused.getMessage());
        assertEquals(FailureKind.TARGET, refused.kind());
        assertEquals(Optional.of(Remedy.ACCEPT_DRIFT), refused.remedy());
    }

    @Test
    void failsForTheKindsItNamesOnly() {
        Drift drift = new Drift(Basis.LAST_COMMIT, List.of(VariableChange.ofGone(AGE, null, false)));

        assertTrue(new DriftPolicy(Set.of(DriftKind.GONE)).refusal("t", drift).isPresent());
        assertEquals(Optional.empty(), new DriftPolicy(Set.of(DriftKind.NEW)).refusal("t", drift));
        assertEquals(Optional.empty(), DriftPolicy.REPORT.refusal("t", drift));
    }

    @Test
    void tellsOfAVariableOnlyTheChangesThatItFailsFor() {
        ProfileVariable years = ProfileVariable.of("v-1", "Years", "string", Sensitivity.NOT_SENSITIVE);
        Drift drift = new Drift(
                Basis.LAST_COMMIT, List.of(VariableChange.between(AGE, years).orElseThrow()));

        String message = message(new DriftPolicy(Set.of(DriftKind.RETYPED)), drift);

        assertTrue(message.contains("'Years' (id v-1) had the type 'double' and now has 'string'. Nothing"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NOT_SENSITIVE | SENSITIVE     | became sensitive
                    UNSTATED      | SENSITIVE     | became sensitive
                    NOT_SENSITIVE | UNSTATED      | no longer says whether it is sensitive, so it counts as sensitive
                    SENSITIVE     | UNSTATED      | no longer says whether it is sensitive, and still counts as sensitive
                    SENSITIVE     | NOT_SENSITIVE | is no longer sensitive
                    UNSTATED      | NOT_SENSITIVE | is no longer sensitive
                    """)
    void saysOfAVariableWhetherItIsSensitiveOrCountsAsIt(Sensitivity before, Sensitivity after, String words) {
        VariableChange change = VariableChange.between(
                        ProfileVariable.of("v-1", "Age", "double", before),
                        ProfileVariable.of("v-1", "Age", "double", after))
                .orElseThrow();

        assertEquals("'Age' (id v-1) " + words, change.words(change.kinds()));
    }

    @Test
    void saysWhichNameOrTypeIsNotThereAnyMore() {
        VariableChange change = VariableChange.between(
                        AGE, ProfileVariable.of("v-1", null, null, Sensitivity.NOT_SENSITIVE))
                .orElseThrow();

        assertEquals(
                "(id v-1) had the name 'Age' and now has none, had the type 'double' and now has none",
                change.words(change.kinds()));
    }

    @Test
    void namesTheFirstTwentyVariables() {
        List<VariableChange> changes = IntStream.range(0, 23)
                .mapToObj(i -> VariableChange.ofNew(ProfileVariable.of("v-" + i, null, null, Sensitivity.UNSTATED)))
                .toList();

        String message = message(DriftPolicy.FAIL, new Drift(Basis.LAST_COMMIT, changes));

        assertTrue(message.contains("(id v-19) is new; and 3 more. Nothing was committed"), message);
    }

    @ParameterizedTest
    @EnumSource
    void failsIfItIsNotKnownWhatHasChanged(Basis basis) {
        Drift drift = Drift.without(basis);

        assertEquals(
                !basis.isKnown(),
                new DriftPolicy(Set.of(DriftKind.GONE)).refusal("t", drift).isPresent());
        assertEquals(Optional.empty(), DriftPolicy.REPORT.refusal("t", drift));
    }

    private static String message(DriftPolicy policy, Drift drift) {
        return String.valueOf(policy.refusal("t", drift).orElseThrow().getMessage());
    }
}
