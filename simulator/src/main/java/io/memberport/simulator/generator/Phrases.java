package io.memberport.simulator.generator;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

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
    private static final byte[] AT_EXAMPLE = JsonLiterals.utf8("@example.org\"");
    private static final int DATE_TIMES = 1 << 12;
    private static final Instant OLDEST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant NEWEST = Instant.parse("2026-01-01T00:00:00Z");

    private Phrases() {}

    /** Date-times from a choice of their own. */
    static ValueFrame.Token dateTimes(SplitMix64 random) {
        byte[][] tokens = dateTimesBetween(random, OLDEST, NEWEST);
        return (out, content) -> out.put(any(tokens, content));
    }

    /** Date-times in whole seconds, as JSON strings; all the earlier one if they are in the wrong order. */
    static byte[][] dateTimesBetween(SplitMix64 random, Instant earliest, Instant latest) {
        Instant first = earliest.truncatedTo(ChronoUnit.SECONDS);
        long seconds = Math.max(1, first.until(latest, ChronoUnit.SECONDS));
        byte[][] tokens = new byte[DATE_TIMES][];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] =
                    JsonLiterals.utf8("\"" + first.plusSeconds(Long.remainderUnsigned(random.next(), seconds)) + '"');
        }
        return tokens;
    }

    static void putCount(JsonBuffer out, SplitMix64 random) throws IOException {
        out.putDigits(random.below(100_000), 1);
    }

    static void putScore(JsonBuffer out, SplitMix64 random) throws IOException {
        out.putDigits(random.below(11), 1);
    }

    static void putAmount(JsonBuffer out, SplitMix64 random) throws IOException {
        out.putDigits(random.below(5_000), 1);
        out.put('.');
        out.putDigits(random.below(100), 2);
    }

    static void putNumber(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.putDigits(random.below(100_000_000), 10);
        out.put('"');
    }

    static void putFullName(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put(any(GIVEN_NAMES, random));
        out.put(' ');
        out.put(any(FAMILY_NAMES, random));
        out.put('"');
    }

    static void putAddress(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.putDigits(1 + random.below(199), 1);
        out.put(' ');
        out.put(any(FAMILY_NAMES, random));
        out.put(' ');
        out.put(any(CITIES, random));
        out.put('"');
    }

    static void putMail(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put('m');
        out.putDigits(random.below(1_000_000), 6);
        out.put(AT_EXAMPLE);
    }

    static void putSentence(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        for (int rest = 2 + random.below(8); rest > 0; rest--) {
            out.put(any(WORDS, random));
            out.put(rest > 1 ? ' ' : '.');
        }
        out.put('"');
    }

    static void putCity(JsonBuffer out, SplitMix64 random) throws IOException {
        out.put('"');
        out.put(any(CITIES, random));
        out.put('"');
    }

    private static byte[] any(byte[][] choices, SplitMix64 random) {
        return choices[random.below(choices.length)];
    }

    private static byte[][] words(String list) {
        return Arrays.stream(list.split(" ", -1)).map(JsonLiterals::utf8).toArray(byte[][]::new);
    }
}
