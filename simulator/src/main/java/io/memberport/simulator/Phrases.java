package io.memberport.simulator;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Plain values, as most are. */
final class Phrases {

    private static final byte[][] GIVEN_NAMES = words(
            "Ada Alan Amina Anna Aylin Ben Carlos Chen Clara David Elena Emma Fatima Felix Grace Hana Hugo Ines Ivan"
                    + " Jamal Jan Julia Kai Katharina Lars Lea Liam Lucia Maja Marco Mei Mia Nadia Noah Olga Omar Paul"
                    + " Priya Ravi Rosa Sam Sofia Tariq Tom Uma Vera Wei Yuki Zo\u00EB J\u00FCrgen Ren\u00E9e");
    private static final byte[][] FAMILY_NAMES = words(
            "Adams Andersson Bauer Becker Brown Chan Costa Diaz Dubois Evans Ferrari Fischer Garcia Haddad Hansen Hughes"
                    + " Ito Jansen Johnson Kaya Khan Kim Kowalski Larsen Lee Lopez Martin Meyer Moreau Nguyen Novak"
                    + " Okafor Patel Pereira Popov Rossi Santos Sato Schmidt Silva Singh Smith Suzuki Tanaka Visser"
                    + " Wagner Wang Weber Wilson Yilmaz Young M\u00FCller N\u00FA\u00F1ez");
    private static final byte[][] CITIES = words(
            "Amsterdam Athens Auckland Barcelona Berlin Bogota Boston Brisbane Brussels Chicago Copenhagen Dallas Dublin"
                    + " Geneva Hamburg Helsinki Houston Istanbul Lagos Leeds Lisbon London Lyon Madrid Melbourne Milan"
                    + " Montreal Mumbai Munich Nairobi Oslo Ottawa Paris Perth Prague Rome Seattle Seoul Singapore"
                    + " Stockholm Sydney Tokyo Toronto Vancouver Vienna Warsaw Wellington K\u00F6ln Z\u00FCrich");
    private static final byte[][] WORDS = words(
            "a about after all also an and are as at be because been but by can could delivery even first for from good"
                    + " had has have helpful how in into is it its just like made make many more most much my new no"
                    + " not now of on one only or other our out over price product quality really service shop so some"
                    + " staff support than that the their them then there they this time to very was way we well were"
                    + " what when which will with work would you your");
    private static final List<String> LABELS = List.of(
            "Yes",
            "No",
            "Not sure",
            "Very satisfied",
            "Satisfied",
            "Neither satisfied nor dissatisfied",
            "Dissatisfied",
            "18-24",
            "25-34",
            "35-49",
            "50-64",
            "65 or older",
            "Prefer not to say",
            "Weekly",
            "Monthly",
            "Less often",
            "Online",
            "In store",
            "By phone",
            "Newsletter",
            "Friends & family");
    private static final List<String> NAMES = List.of(
            "First name",
            "Postal code",
            "Household income",
            "Member since",
            "Customer number",
            "Preferred contact",
            "Interests",
            "Satisfaction",
            "Purchase frequency",
            "Loyalty points",
            "Favourite store",
            "Age group",
            "Comments",
            "Newsletter consent",
            "Last purchase date",
            "Net promoter score",
            "Job title",
            "Products owned",
            "Country of residence",
            "Referral channel");

    private static final byte[] AT_EXAMPLE = JsonText.utf8("@example.org\"");
    private static final int DATE_TIMES = 1 << 12;
    private static final Instant OLDEST = Instant.parse("2015-01-01T00:00:00Z");

    private Phrases() {}

    /** Strings about one thing; the number says which. */
    static ValueFrame.Token strings(int theme) {
        return switch (theme % 5) {
            case 0 -> Phrases::putFullName;
            case 1 -> Phrases::putAddress;
            case 2 -> Phrases::putMail;
            case 3 -> Phrases::putSentence;
            default -> Phrases::putCity;
        };
    }

    /** Numbers of one kind: counts, scores, amounts. */
    static ValueFrame.Token numbers(int theme) {
        return switch (theme % 3) {
            case 0 -> (out, random) -> out.putDigits(random.below(100_000), 1);
            case 1 -> (out, random) -> out.putDigits(random.below(11), 1);
            default ->
                (out, random) -> {
                    out.putDigits(random.below(5_000), 1);
                    out.put('.');
                    out.putDigits(random.below(100), 2);
                };
        };
    }

    static ValueFrame.Token identifiers() {
        return (out, random) -> {
            out.put('"');
            out.putDigits(random.below(100_000_000), 10);
            out.put('"');
        };
    }

    static ValueFrame.Token dateTimes(SplitMix64 random, Instant latest) {
        return oneOf(dateTimesBetween(random, OLDEST, latest));
    }

    /** Date-times in whole seconds, as JSON strings; all the earlier one if they are in the wrong order. */
    static byte[][] dateTimesBetween(SplitMix64 random, Instant earliest, Instant latest) {
        Instant first = earliest.truncatedTo(ChronoUnit.SECONDS);
        long seconds = Math.max(1, first.until(latest, ChronoUnit.SECONDS));
        byte[][] tokens = new byte[DATE_TIMES][];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = JsonText.utf8("\"" + first.plusSeconds(Long.remainderUnsigned(random.next(), seconds)) + '"');
        }
        return tokens;
    }

    /** Labels of a list of options, as JSON. */
    static List<String> labels(SplitMix64 random) {
        int count = 3 + random.below(6);
        int first = random.below(LABELS.size() - count + 1);
        return LABELS.subList(first, first + count).stream()
                .map(JsonText::quoted)
                .toList();
    }

    /** The name of a variable, not as JSON: descriptive at first, numbered once these are used up. */
    static String name(int index) {
        String name = NAMES.get(index % NAMES.size());
        return index < NAMES.size() ? name : name + ' ' + (index / NAMES.size() + 1);
    }

    private static ValueFrame.Token oneOf(byte[][] tokens) {
        return (out, random) -> out.put(tokens[random.below(tokens.length)]);
    }

    private static void putFullName(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put(any(GIVEN_NAMES, random));
        out.put(' ');
        out.put(any(FAMILY_NAMES, random));
        out.put('"');
    }

    private static void putAddress(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.putDigits(1 + random.below(199), 1);
        out.put(' ');
        out.put(any(FAMILY_NAMES, random));
        out.put(' ');
        out.put(any(CITIES, random));
        out.put('"');
    }

    private static void putMail(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put('m');
        out.putDigits(random.below(1_000_000), 6);
        out.put(AT_EXAMPLE);
    }

    private static void putSentence(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        for (int rest = 2 + random.below(8); rest > 0; rest--) {
            out.put(any(WORDS, random));
            out.put(rest > 1 ? ' ' : '.');
        }
        out.put('"');
    }

    private static void putCity(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put(any(CITIES, random));
        out.put('"');
    }

    private static byte[] any(byte[][] choices, SplitMix64 random) {
        return choices[random.below(choices.length)];
    }

    private static byte[][] words(String list) {
        return Arrays.stream(list.split(" ", -1)).map(JsonText::utf8).toArray(byte[][]::new);
    }
}
