package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.Sensitivity;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is worth a look has a sentence, and says what to do. */
class FindingsTest {

    private static final VariableProfile POINTS =
            Profiles.variable("Points", "double", Sensitivity.NOT_SENSITIVE, 5, Profiles.numbers());
    private static final String ID = POINTS.definition().id();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DUPLICATE_MEMBERS|1234||1,234 members appear more than once.",
                "DUPLICATE_MEMBERS|1||1 member appears more than once.",
                "DUPLICATE_VARIABLES|1234||1,234 members have Points more than once.",
                "DUPLICATE_VARIABLES|1||1 member has Points more than once.",
                "SHARED_NAMES|1234|city|1,234 variables share the name city.",
                "CHANGED_DEFINITION|3||Points has 3 different definitions within the file.",
                "UNFITTING_VALUES|1234||1,234 values of Points do not fit their type.",
                "UNFITTING_VALUES|1||1 value of Points does not fit its type.",
                "ODD_DATES|1234||1,234 dates of Points are before 1900 or from 2100 on.",
                "ODD_DATES|1|effectiveDate|1 effective date of Points is before 1900, from 2100 on, or no date.",
                "TOO_MANY_COLUMNS|1234|MariaDB|1,234 variables are too many for a wide table of MariaDB.",
                "UNRECOGNISED_FIELDS|1234||1,234 fields are not known to this version.",
                "UNRECOGNISED_FIELDS|1||1 field is not known to this version.",
            })
    void areSaidInASentence(Finding.Kind kind, long count, String subject, String sentence) {
        Page page = Page.of(Profiles.of(List.of(POINTS), new Finding(kind, ID, count, subject)));

        assertEquals(List.of(sentence), page.texts("//section[h2/@id='findings']/ul/li/ul/li"));
    }

    @ParameterizedTest
    @EnumSource
    void sayWhatToDo(Finding.Kind kind) {
        Page page = Page.of(Profiles.of(List.of(POINTS), new Finding(kind, null, 3, "MariaDB")));

        List<String> advice = page.texts("//section[h2/@id='findings']//li/p");
        assertEquals(1, advice.size());
        assertTrue(advice.get(0).length() > 40, advice.get(0));
    }

    @Test
    void doNotShareTheirAdvice() {
        Finding[] all = EnumSet.allOf(Finding.Kind.class).stream()
                .map(kind -> new Finding(kind, ID, 3, null))
                .toArray(Finding[]::new);

        Page page = Page.of(Profiles.of(List.of(POINTS), all));

        assertEquals(
                all.length,
                page.texts("//section[h2/@id='findings']//li/p").stream()
                        .distinct()
                        .count());
        assertTrue(page.texts("//section[1]").get(0).contains(all.length + " things are worth a look."));
    }

    @Test
    void thatAreAlikeShareTheirTitleAndAdvice() {
        Finding[] many = IntStream.rangeClosed(1, 14)
                .mapToObj(count -> new Finding(Finding.Kind.UNFITTING_VALUES, ID, count, null))
                .toArray(Finding[]::new);

        Page page = Page.of(Profiles.of(List.of(POINTS), many));

        assertEquals(List.of("Values that do not fit their type"), page.texts("//section[h2/@id='findings']//h3"));
        List<String> sentences = page.texts("//section[h2/@id='findings']/ul/li/ul/li");
        assertEquals(11, sentences.size());
        assertEquals("and 4 more", sentences.get(10));
        assertTrue(page.texts("//section[1]").get(0).contains("1 thing is worth a look."));
    }

    @Test
    void sayWhatAnEffectiveDateIs() {
        Page page = Page.of(
                Profiles.of(List.of(POINTS), new Finding(Finding.Kind.ODD_DATES, ID, 3, Finding.EFFECTIVE_DATE)));

        assertTrue(page.section("findings").contains("They say since when a value holds."));
    }

    @Test
    void areEstimatesWhereMembersAreTooManyToBeCountedApart() {
        ExportProfile large = new ExportProfile(
                Profiles.export(30_000_000),
                10,
                List.of(),
                List.of(new Finding(Finding.Kind.DUPLICATE_MEMBERS, null, 123_456, null)),
                List.of());

        assertTrue(Page.of(large).section("findings").contains("About 123,000 members appear more than once"));
    }

    @Test
    void areNotThereIfNothingIsUnusual() {
        Page page = Page.of(Profiles.mixed());

        assertTrue(page.section("findings").contains("Nothing unusual: no member is there twice,"));
    }

    @Test
    void doNotSayOfManyMembersThatNoneIsThereTwice() {
        ExportProfile large =
                new ExportProfile(Profiles.export(Finding.MEMBERS_TOLD_APART), 10, List.of(), List.of(), List.of());

        assertTrue(
                Page.of(large).section("findings").contains("Nothing unusual: few members or none are there twice,"));
    }
}
