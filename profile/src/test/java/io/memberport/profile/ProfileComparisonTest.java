package io.memberport.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.ProfileComparison.Kind;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileComparisonTest {

    private static final Instant SINCE = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant DATE = Instant.parse("2026-06-01T00:00:00Z");

    private static ExportProfile profile(boolean isFull, int members, VariableProfile... variables) {
        return new ExportProfile(
                new ExportMetadata("b", isFull ? null : SINCE, DATE, null, "", 0, members, 0, 0),
                10,
                List.of(variables),
                List.of(),
                Stream.of(variables).map(VariableProfile::definition).toList());
    }

    private static VariableProfile variable(ProfileVariable definition, long filled) {
        return new VariableProfile(
                definition, filled, filled, filled, 0, new DistinctCount(1, true), List.of(), new Content.Withheld());
    }

    private static VariableProfile variable(String id, long filled) {
        return variable(ProfileVariable.of(id, id, "string", Sensitivity.NOT_SENSITIVE), filled);
    }

    private static Set<Kind> kinds(ExportProfile earlier, ExportProfile later) {
        List<Difference> differences = ProfileComparison.of(earlier, later).differences();
        return differences.isEmpty() ? Set.of() : differences.get(0).kinds();
    }

    @Test
    void saysNothingOfWhatIsTheSame() {
        ProfileComparison same =
                ProfileComparison.of(profile(true, 100, variable("a", 50)), profile(true, 200, variable("a", 100)));

        assertEquals(new ProfileComparison(DATE, true, 100, List.of()), same);
    }

    @Test
    void tellsNewVariablesInTheirOrderAndThenThoseThatAreGone() {
        ExportProfile earlier = profile(true, 10, variable("gone", 5), variable("kept", 5));
        ExportProfile later = profile(true, 10, variable("new", 1), variable("kept", 5), variable("newer", 2));

        assertEquals(
                List.of(
                        new Difference(
                                Set.of(Kind.NEW), null, later.variables().get(0).definition(), 0, 0.1),
                        new Difference(
                                Set.of(Kind.NEW), null, later.variables().get(2).definition(), 0, 0.2),
                        new Difference(
                                Set.of(Kind.GONE), earlier.variables().get(0).definition(), null, 0.5, 0)),
                ProfileComparison.of(earlier, later).differences());
    }

    @Test
    void tellsWhatADefinitionHasBecome() {
        ProfileVariable before = ProfileVariable.of("v", "Old", "string", Sensitivity.NOT_SENSITIVE);
        ProfileVariable after = ProfileVariable.of("v", "New", "enum", Sensitivity.UNSTATED);

        assertEquals(
                List.of(new Difference(Set.of(Kind.RENAMED, Kind.RETYPED, Kind.SENSITIVITY), before, after, 0.5, 0.5)),
                ProfileComparison.of(profile(true, 10, variable(before, 5)), profile(false, 10, variable(after, 5)))
                        .differences());
    }

    @Test
    void tellsAShiftOfFillFromFivePercentagePointsOn() {
        for (int percent = 0; percent <= 95; percent++) {
            ExportProfile low = profile(true, 100, variable("v", percent));
            ExportProfile high = profile(true, 1_000, variable("v", percent * 10 + 50));
            ExportProfile nearly = profile(true, 1_000, variable("v", percent * 10 + 49));
            assertEquals(Set.of(Kind.FULLER), kinds(low, high));
            assertEquals(Set.of(Kind.EMPTIER), kinds(high, low));
            assertEquals(Set.of(), kinds(low, nearly));
        }
    }

    @Test
    void concludesNothingFromWhatAnExportOfChangesLacks() {
        ExportProfile none = profile(true, 10);
        ExportProfile noChanges = profile(false, 10);
        ExportProfile some = profile(true, 10, variable("v", 10));
        ExportProfile someChanges = profile(false, 10, variable("v", 1));

        assertEquals(Set.of(Kind.NEW), kinds(none, someChanges));
        assertEquals(Set.of(), kinds(noChanges, some));
        assertEquals(Set.of(), kinds(some, noChanges));
        assertEquals(Set.of(Kind.GONE), kinds(someChanges, none));
        assertEquals(Set.of(), kinds(some, someChanges));
        assertEquals(Set.of(), kinds(someChanges, some));
    }

    @Test
    void comparesExportsWithoutMembers() {
        assertEquals(Set.of(Kind.GONE), kinds(profile(true, 0, variable("v", 0)), profile(true, 0)));
    }
}
