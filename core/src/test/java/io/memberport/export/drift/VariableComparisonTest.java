package io.memberport.export.drift;

import static io.memberport.model.Sensitivity.NOT_SENSITIVE;
import static io.memberport.model.Sensitivity.SENSITIVE;
import static io.memberport.model.Sensitivity.UNSTATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.memberport.export.drift.Drift.Basis;
import io.memberport.model.ExportMetadata;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import io.memberport.privacy.VariableSelector;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableComparisonTest {

    private static final ProfileVariable AGE = variable("v-age", "Age", "double", NOT_SENSITIVE);
    private static final ProfileVariable CITY = variable("v-city", "City", "string", NOT_SENSITIVE);
    private static final ProfileVariable PHONE = variable("v-phone", "Phone", "string", UNSTATED);

    private PrivacyPolicy policy = PrivacyPolicy.NONE;
    private @Nullable CommittedVariables kept = new CommittedVariables(List.of(AGE, CITY, PHONE), null);
    private @Nullable Instant newest;
    private @Nullable Instant since;

    @Test
    void findsNothingIfNothingHasChanged() {
        VariableComparison same = compare(PHONE, AGE, CITY);

        assertEquals(new Drift(Basis.LAST_COMMIT, List.of()), same.drift());
        assertEquals(List.of(AGE, CITY, PHONE), same.left());
    }

    @Test
    void findsWhatIsNewAndWhatIsGone() {
        ProfileVariable income = variable("v-income", "City", "string", NOT_SENSITIVE);

        VariableComparison changed = compare(AGE, income, PHONE);

        assertEquals(
                List.of(new VariableChange(Set.of(DriftKind.GONE), CITY, null), VariableChange.ofNew(income)),
                changed.drift().changes(),
                "by their ids, although the names are the same");
        assertEquals(List.of(AGE, income, PHONE), changed.left());
    }

    @ParameterizedTest
    @CsvSource({
        "Ages, double, NOT_SENSITIVE, RENAMED",
        "age,  double, NOT_SENSITIVE, RENAMED",
        ",     double, NOT_SENSITIVE, RENAMED",
        "Age,  string, NOT_SENSITIVE, RETYPED",
        "Age,        , NOT_SENSITIVE, RETYPED",
        "Age,  ratio,  NOT_SENSITIVE, RETYPED",
        "Age,  double, SENSITIVE,     SENSITIVE",
        "Age,  double, UNSTATED,      SENSITIVE"
    })
    void tellsInWhichWayAVariableHasChanged(
            @Nullable String name, @Nullable String type, Sensitivity sensitivity, DriftKind expected) {
        ProfileVariable changed = variable("v-age", name, type, sensitivity);

        assertEquals(
                List.of(new VariableChange(Set.of(expected), AGE, changed)),
                compare(changed, CITY, PHONE).drift().changes());
    }

    @Test
    void tellsThatAVariableIsNoLongerSensitive() {
        ProfileVariable stated = variable("v-phone", "Phone", "string", NOT_SENSITIVE);

        assertEquals(
                List.of(new VariableChange(Set.of(DriftKind.NOT_SENSITIVE), PHONE, stated)),
                compare(AGE, CITY, stated).drift().changes());
    }

    @Test
    void tellsAllWaysInWhichOneVariableHasChanged() {
        ProfileVariable changed = variable("v-age", "Years", "string", SENSITIVE);

        assertEquals(
                List.of(new VariableChange(
                        Set.of(DriftKind.RENAMED, DriftKind.RETYPED, DriftKind.SENSITIVE), AGE, changed)),
                compare(changed, CITY, PHONE).drift().changes());
    }

    @Test
    void takesNothingForGoneInAnExportOfChanges() {
        since = Instant.EPOCH;
        ProfileVariable income = variable("v-income", "Income", "double", NOT_SENSITIVE);

        VariableComparison changed = compare(income);

        assertEquals(List.of(VariableChange.ofNew(income)), changed.drift().changes());
        assertEquals(List.of(AGE, CITY, income, PHONE), changed.left(), "the former ones are there still");
    }

    @Test
    void takesTheStrictestOfSeveralDefinitionsInAnyOrder() {
        ProfileVariable sensitive = variable("v-age", "A", "double", SENSITIVE);
        ProfileVariable other = variable("v-age", "Z", "string", NOT_SENSITIVE);

        for (List<ProfileVariable> order : List.of(List.of(AGE, sensitive, other), List.of(other, sensitive, AGE))) {
            assertEquals(List.of(sensitive), compare(order).left());
        }
        ProfileVariable later = variable("v-age", "B", "double", NOT_SENSITIVE);
        assertEquals(List.of(later), compare(AGE, later).left());
        assertEquals(List.of(later), compare(later, AGE).left());
    }

    @Test
    void hasNothingToCompareAFirstExportWith() {
        kept = null;

        VariableComparison first = compare(AGE);

        assertEquals(Basis.NOTHING, first.drift().basis());
        assertEquals(List.of(), first.drift().changes());
        assertEquals(List.of(AGE), first.left());
    }

    @Test
    void knowsNothingAfterACommitThatKeptNoVariablesUntilAFullExport() {
        kept = null;
        newest = Instant.EPOCH;

        assertEquals(Basis.NOT_KEPT, compare(AGE).drift().basis());
        assertEquals(List.of(AGE), compare(AGE).left());
        since = Instant.EPOCH;
        assertEquals(Basis.NOT_KEPT, compare(AGE).drift().basis());
        assertNull(compare(AGE).left(), "the variables that nobody changed are not known");
    }

    @Test
    void comparesNothingAcrossOtherRules() {
        kept = new CommittedVariables(List.of(AGE), "another");

        VariableComparison other = compare(CITY);

        assertEquals(new Drift(Basis.OTHER_RULES, List.of()), other.drift());
        assertEquals(List.of(CITY), other.left());
    }

    @Test
    void comparesWhatTheTargetSees() {
        policy = PrivacyPolicy.builder()
                .rule(PrivacyAction.MASK, VariableSelector.id("v-age"))
                .rule(PrivacyAction.DROP, VariableSelector.id("v-city"))
                .build();
        kept = new CommittedVariables(
                List.of(variable("v-age", "Age", "string", NOT_SENSITIVE), PHONE), policy.fingerprint());
        ProfileVariable income = variable("v-income", "Income", "double", NOT_SENSITIVE);

        VariableComparison changed = compare(AGE, CITY, income, PHONE);

        assertEquals(
                List.of(VariableChange.ofNew(income)),
                changed.drift().changes(),
                "a masked variable is a text, and a dropped one is not there");
    }

    /** A variable that Alida now calls sensitive, which a rule drops, whose name may not be told any more. */
    @Test
    void tellsOfAVariableThatRulesKeepBackNowWithoutItsHiddenName() {
        PrivacyPolicy.Builder rules =
                PrivacyPolicy.builder().sensitive(PrivacyAction.DROP).unstated(PrivacyAction.KEEP);
        ProfileVariable secret = variable("v-city", "City", "string", SENSITIVE);
        for (boolean hides : new boolean[] {false, true}) {
            policy = (hides ? rules.withoutNamesOfDropped() : rules).build();
            kept = new CommittedVariables(List.of(AGE, CITY, PHONE), policy.fingerprint());

            VariableChange change =
                    compare(AGE, secret, PHONE).drift().changes().get(0);

            assertEquals(Set.of(DriftKind.GONE, DriftKind.SENSITIVE), change.kinds());
            assertEquals("v-city", change.id());
            assertEquals(hides ? null : "City", change.name());
        }
    }

    @Test
    void givesUpBeyondTheMostVariables() {
        List<ProfileVariable> most = variables(ExportVariables.MOST);
        kept = new CommittedVariables(most, null);
        assertEquals(new Drift(Basis.LAST_COMMIT, List.of()), compare(most).drift());

        List<ProfileVariable> oneMore = variables(ExportVariables.MOST + 1);
        assertEquals(new Drift(Basis.TOO_MANY, List.of()), compare(oneMore).drift());
        assertNull(compare(oneMore).left());

        kept = new CommittedVariables(oneMore, null);
        assertEquals(new Drift(Basis.TOO_MANY, List.of()), compare(AGE).drift());
        assertEquals(List.of(AGE), compare(AGE).left());

        kept = null;
        assertEquals(
                Basis.NOTHING, compare(oneMore).drift().basis(), "there is nothing to compare a first export with");
    }

    private static List<ProfileVariable> variables(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> variable(String.valueOf(i + 100_000), "Name", "string", NOT_SENSITIVE))
                .toList();
    }

    private static ProfileVariable variable(
            String id, @Nullable String name, @Nullable String type, Sensitivity sensitivity) {
        return ProfileVariable.of(id, name, type, sensitivity);
    }

    private VariableComparison compare(ProfileVariable... export) {
        return compare(List.of(export));
    }

    private VariableComparison compare(Collection<ProfileVariable> export) {
        ExportVariables seen = new ExportVariables();
        export.forEach(variable -> seen.add(List.of(variable)));
        PrivacyStage stage = PrivacyStage.of(policy);
        stage.apply(List.copyOf(export));
        ExportMetadata metadata = new ExportMetadata("b", since, null, null, "0".repeat(64), 1, 1, 1, 0);
        return VariableComparison.of(new Target(), "community", stage, seen, stage.apply(metadata));
    }

    /** A target that is asked and not written. */
    private final class Target implements MemberSink {

        @Override
        public String description() {
            return "target";
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> newestExportDate(String community) {
            return Optional.ofNullable(newest);
        }

        @Override
        public Optional<CommittedVariables> lastVariables(String community) {
            return Optional.ofNullable(kept);
        }

        @Override
        public SinkRun open(SinkContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
