package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.ProfileComparison.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final ProfileVariable BEFORE = variable("Age band", "string", Sensitivity.SENSITIVE);
    private static final ProfileVariable AFTER = variable("Age group", "enum", Sensitivity.NOT_SENSITIVE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEW|New|The earlier export did not have it. Now 93.0 % of the members have a value.",
                "GONE|Gone|This export does not have it. Before, 50.0 % of the members had a value.",
                "RENAMED|Renamed|It was called Age band.",
                "RETYPED|Other type|Its type was “Text” and is “Single choice”.",
                "SENSITIVITY|Sensitivity|Now it is not sensitive; before, it was sensitive.",
                "FULLER|Fuller|Filled for 93.0 % of the members, up from 50.0 %.",
                "EMPTIER|Emptier|Filled for 93.0 % of the members, down from 50.0 %.",
            })
    void saysWhatIsDifferent(Kind kind, String tag, String sentence) {
        Page page = page(new Difference(Set.of(kind), BEFORE, AFTER, 0.5, 0.93));

        assertEquals(List.of(tag + " " + sentence), page.texts("//ul[@class='changes']//p"));
    }

    @Test
    void saysAllThatIsDifferentOfAVariableInOneOrder() {
        Page page = page(new Difference(EnumSet.allOf(Kind.class), BEFORE, AFTER, 0.5, 0.93));

        assertEquals(
                List.of("New", "Gone", "Renamed", "Other type", "Sensitivity", "Fuller", "Emptier"),
                page.texts("//ul[@class='changes']//p/span"));
    }

    @Test
    void leadsToVariablesThatAreThereAndNamesThoseThatAreGone() {
        Page page = page(
                new Difference(Set.of(Kind.NEW), null, AFTER, 0, 0.93),
                new Difference(Set.of(Kind.GONE), variable("Shoe size", "double", Sensitivity.UNSTATED), null, 0.5, 0));

        assertEquals(List.of("Age group"), page.texts("//ul[@class='changes']//h3/a[@href='#v1']"));
        assertEquals(List.of("Shoe size"), page.texts("//ul[@class='changes']//h3/bdi"));
    }

    @Test
    void endsWhereNobodyReadsOn() {
        Difference difference = new Difference(Set.of(Kind.FULLER), BEFORE, AFTER, 0.5, 0.93);

        Page page = page(Collections.nCopies(1_234, difference).toArray(Difference[]::new));

        assertEquals(200, page.elements("//ul[@class='changes']/li").size());
        assertTrue(page.section("changes").contains("And 1,034 more."));
    }

    @ParameterizedTest
    @CsvSource({"950,50 members more than", "1001,1 member fewer than", "1000,as many members as"})
    void comparesTheMembers(long earlier, String words) {
        Page page = Page.of(
                Profiles.of(Profiles.named("Age group")),
                new ProfileComparison(Instant.parse("2026-02-01T00:00:00Z"), true, earlier, List.of()));

        assertTrue(
                page.section("changes").contains("This export has " + words + " the export of 2026-02-01, which had "));
        assertTrue(page.section("changes").contains("No difference was found"));
    }

    @Test
    void doesNotCompareTheMembersOfAnIncrementalExport() {
        Page page = Page.of(Profiles.mixed(), new ProfileComparison(null, false, 40, List.of()));

        assertTrue(page.section("changes").contains("what it lacks says nothing"));
        assertFalse(page.section("changes").contains("more than"));
    }

    @Test
    void isNotThereIfThereIsNothingToCompareWith() {
        assertEquals(List.of(), Page.of(Profiles.mixed()).elements("//*[@id='changes' or @href='#changes']"));
    }

    private static Page page(Difference... differences) {
        return Page.of(
                Profiles.of(Profiles.named("Age group")),
                new ProfileComparison(null, true, 1_000, List.of(differences)));
    }

    /** With the id that {@link Profiles#named} gives. */
    private static ProfileVariable variable(String name, String type, Sensitivity sensitivity) {
        return ProfileVariable.of(name.startsWith("Age") ? "id of Age group" : name, name, type, sensitivity);
    }
}
