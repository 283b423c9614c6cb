package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.Content.NumberRange;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.Content.Period;
import io.memberport.profile.Content.Texts;
import io.memberport.profile.Content.Times;
import io.memberport.profile.Content.Withheld;
import io.memberport.profile.VariableProfile.Bin;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the card of a variable says of its values. */
class ContentTest {

    @Test
    void isKeptBackIfTheVariableIsSensitive() {
        Page page = card("enum", Sensitivity.SENSITIVE, new Withheld());

        assertEquals(
                List.of("The values are not shown, because the variable is sensitive."),
                page.texts("//details/p[@class='withheld']"));
        assertTrue(
                page.section("omissions").contains("Values of 1 sensitive variable. Alida marks them as sensitive."));
    }

    @Test
    void isKeptBackIfTheExportDoesNotSayWhetherTheVariableIsSensitive() {
        Page page = card("double", Sensitivity.UNSTATED, new Withheld());

        assertEquals(
                List.of("The values are not shown, because the export does not say whether the variable is sensitive."),
                page.texts("//details/p[@class='withheld']"));
        assertTrue(page.section("omissions").contains("Values of 1 variable that may be sensitive."));
    }

    @Test
    void saysWhyTextsAreNotQuoted() {
        assertTrue(card("string", Sensitivity.NOT_SENSITIVE, Profiles.texts())
                .section("omissions")
                .contains("Texts and identifiers of 1 variable. They can say who a member is"));
    }

    @Test
    void saysWhyRareOptionsHaveNoName() {
        Page page = card("enum", Sensitivity.NOT_SENSITIVE, Profiles.options());

        assertTrue(notes(page)
                .contains("3 more options are not named, because few members have them; they occur 14 times in all."));
        assertTrue(page.section("omissions").contains("Names of 3 rare options. Fewer than 10 members have each"));
    }

    @Test
    void doesNotCallOptionsRareThatWereNotCounted() {
        Page page = card(
                "enum",
                Sensitivity.NOT_SENSITIVE,
                new Options(List.of(new Option(null, "Red", 30)), 12_345, 50_000, false));

        assertTrue(notes(page)
                .contains("About 12,300 more options are not named, because few members have them or there was no room"
                        + " to count them; they occur 50,000 times in all."));
        String omissions = page.section("omissions");
        assertTrue(omissions.contains("Names of about 12,300 options. Fewer than 10 members have each"), omissions);
        assertTrue(omissions.contains("how many have one of these; or there was no room to count them."), omissions);
    }

    @Test
    void doesNotSpeakOfWhatIsNotKeptBack() {
        String omissions =
                card("double", Sensitivity.NOT_SENSITIVE, Profiles.numbers()).section("omissions");

        assertEquals(
                "What is not shown, and whyMembers. The page has no member, and no member's id: it is about the whole.",
                omissions.replace("\n", ""));
    }

    @Test
    void showsOptionsWithTheirShareAndNumber() {
        Page page = card("enum", Sensitivity.NOT_SENSITIVE, Profiles.options());

        assertEquals("25-34" + "32.4 % 301", page.texts("//details//ul/li").get(0));
        assertEquals("32.4%", page.elements("//details//ul/li//rect").get(0).getAttribute("width"));
        assertEquals(5, page.elements("//details//ul/li").size());
    }

    @Test
    void showsTheMostFrequentOfManyOptions() {
        List<Option> many = IntStream.range(0, 90)
                .mapToObj(i -> new Option(null, "Option " + i, 900 - i))
                .toList();

        Page page = card("set", Sensitivity.NOT_SENSITIVE, new Options(many, 0, 0, false));

        assertEquals(20, page.elements("//details//ul/li").size());
        assertEquals(
                List.of(
                        "70 more options are less frequent.",
                        "There are too many options to count each; those that came first in the file are counted."),
                notes(page));
    }

    @Test
    void showsNumbersAsAHistogramThatIsSaidInWords() {
        Page page = card("double", Sensitivity.NOT_SENSITIVE, Profiles.numbers());

        assertEquals(
                List.of("Values by size"),
                page.elements("//details//svg[@role='img']").stream()
                        .map(svg -> svg.getAttribute("aria-label"))
                        .toList());
        String path = page.elements("//details//svg[@role='img']/path").get(0).getAttribute("d");
        assertEquals(List.of("-3", "99,998.5"), page.texts("//details//figcaption/span"));
        assertEquals(10, path.split("M", -1).length - 1, path);
        assertTrue(path.startsWith("M0 0V8M1 0V20M2 0V27"), path);
        assertEquals(
                List.of("Half of the values are between about 24,120 and about 75,000; the median is about 50,010."),
                notes(page));
    }

    @Test
    void showsTimesWhereTheyAre() {
        YearMonth first = YearMonth.of(2020, 1);
        Page page = card(
                "datetime",
                Sensitivity.NOT_SENSITIVE,
                new Times(
                        30,
                        Instant.parse("2020-01-05T10:00:59Z"),
                        Instant.parse("2020-12-31T23:59:00Z"),
                        List.of(
                                new Period(first, first, 10),
                                new Period(first.plusMonths(11), first.plusMonths(11), 20))));

        assertEquals(
                "M0 0V50M11 0V100",
                page.elements("//details//figure/svg/path").get(0).getAttribute("d"));
        assertEquals(List.of("From 2020-01-05 10:00 UTC to 2020-12-31 23:59 UTC; most in 2020-12 (20)."), notes(page));
    }

    @Test
    void showsTimesOfTenThousandYearsByCentury() {
        Page page = card(
                "datetime",
                Sensitivity.NOT_SENSITIVE,
                new Times(
                        3,
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59Z"),
                        List.of(
                                new Period(YearMonth.of(0, 1), YearMonth.of(99, 12), 1),
                                new Period(YearMonth.of(9900, 1), YearMonth.of(9999, 12), 2))));

        assertEquals(
                "-.5 0 100 100", page.elements("//details//figure/svg").get(0).getAttribute("viewBox"));
        assertTrue(notes(page).get(0).endsWith("most in 9900 to 9999 (2)."));
    }

    /** A hundred months with values, and a date that stands for “unknown”. */
    @Test
    void cutsALongTimeWithoutValuesShort() {
        YearMonth first = YearMonth.of(2018, 1);
        List<Period> months = IntStream.range(0, 101)
                .mapToObj(i -> i == 100 ? YearMonth.of(9999, 12) : first.plusMonths(i))
                .map(month -> new Period(month, month, 5))
                .toList();
        Page page = card(
                "datetime",
                Sensitivity.NOT_SENSITIVE,
                new Times(505, Instant.parse("2018-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"), months));

        List<String> paths = page.elements("//details//figure/svg/path").stream()
                .map(path -> path.getAttribute("d"))
                .toList();
        assertEquals(
                "-.5 0 113 100", page.elements("//details//figure/svg").get(0).getAttribute("viewBox"));
        assertTrue(paths.get(0).endsWith("M99 0V100M112 0V100"), paths.get(0));
        assertEquals("M105.5 0V100", paths.get(1));
        assertEquals(List.of("2018-01", "9999-12"), page.texts("//details//figcaption/span"));
        assertTrue(notes(page).contains("A dashed line stands for a long time without values."));
    }

    @Test
    void keepsBarsWideWhereManyTimesAreCutShort() {
        List<Period> months = IntStream.range(0, 120)
                .mapToObj(i -> YearMonth.of(1900, 1).plusMonths(i * 13L))
                .map(month -> new Period(month, month, 5))
                .toList();

        Timeline timeline = Timeline.of(months);

        assertEquals(239, timeline.width());
        assertEquals(119, timeline.cuts().size());
        assertEquals(List.of(0, 2, 4), timeline.places().subList(0, 3));
    }

    @Test
    void saysQuartilesWithoutDoubtWhereTheyAreExact() {
        Page page = card(
                "double",
                Sensitivity.NOT_SENSITIVE,
                new Numbers(930, true, new NumberRange(1, 2, 3.25, 40_000.5, 50_000), Profiles.bins(310, 310, 310)));

        assertEquals(List.of("Half of the values are between 2 and 40,000.5; the median is 3.25."), notes(page));
    }

    @Test
    void showsLengthsAndLooksOfTexts() {
        Page page = card("string", Sensitivity.SENSITIVE, Profiles.texts());

        assertEquals(List.of("3", "28 characters"), page.texts("//details//figcaption/span"));
        assertEquals(List.of("4 values are empty or blank.", "Looks like:"), notes(page));
        assertEquals(List.of("E-mail address77.8 % 700", "Number1.3 % 12"), page.texts("//details//ul/li"));
    }

    @Test
    void showsFewBinsWithTheirFigures() {
        List<Bin> powers = List.of(new Bin(0, 0, 5), new Bin(1, 2, 10), new Bin(2, 4, 20), new Bin(4, 5, 5));

        assertEquals(
                List.of("012.5 % 5", "125.0 % 10", "2–350.0 % 20", "4–512.5 % 5"),
                card("string", Sensitivity.NOT_SENSITIVE, new Texts(0, 0, 5, powers, Map.of()))
                        .texts("//details//ul/li"));
        assertEquals(
                List.of("-1.5–0.2575.0 % 3", "0.25–225.0 % 1"),
                card(
                                "double",
                                Sensitivity.NOT_SENSITIVE,
                                new Numbers(
                                        4,
                                        true,
                                        new NumberRange(-1.5, 0, 0, 0, 2),
                                        List.of(new Bin(-1.5, 0.25, 3), new Bin(0.25, 2, 1))))
                        .texts("//details//ul/li"));
    }

    @Test
    void copesWithNoValues() {
        for (Content content : List.of(
                new Options(List.of(), 0, 0, true),
                new Numbers(0, true, null, List.of()),
                new Times(0, null, null, List.of()),
                new Texts(0, 0, 0, List.of(), Map.of()))) {
            Page page =
                    Page.of(Profiles.of(Profiles.variable("Empty", "string", Sensitivity.NOT_SENSITIVE, 0, content)));

            assertEquals(List.of(), page.elements("//details//figure"));
            assertFalse(page.source().contains("NaN"));
        }
    }

    @Test
    void showsNumbersThatAreBeyondAnyScale() {
        Page page = card(
                "double",
                Sensitivity.NOT_SENSITIVE,
                new Numbers(
                        2,
                        false,
                        new NumberRange(-1e-9, 0, 0.5, 1e20, Double.MAX_VALUE),
                        Profiles.bins(Long.MAX_VALUE / 2, 0, 0, 0, 0, 0, 1)));

        assertEquals(List.of("-1 × 10^-9", "1.79769313486 × 10^308"), page.texts("//details//figcaption/span"));
    }

    private static Page card(String type, Sensitivity sensitivity, Content content) {
        return Page.of(
                Profiles.of(Profiles.variable("Some", type, sensitivity, type.equals("string") ? 900 : 930, content)));
    }

    private static List<String> notes(Page page) {
        return page.texts("//details/p[not(@class)]");
    }
}
