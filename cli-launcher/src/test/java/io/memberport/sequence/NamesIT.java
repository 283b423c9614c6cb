package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns of the wide layout are found again, whatever their variables are called. */
class NamesIT {

    /** Fewer than the narrowest table has room for. */
    private static final int COLUMNS = 180;

    static Stream<Sequence> sequences() {
        List<Destination> wide = new ArrayList<>();
        for (Product product : Product.values()) {
            wide.add(Database.of(product, "wide", false, false));
        }
        wide.add(new Store("parquet", "wide", "none"));
        wide.add(new CsvFile("wide", false, "comma"));
        return wide.stream().flatMap(NamesIT::sequences);
    }

    /** Two exports each; the second has other values, and half of the variables are called otherwise. */
    private static Stream<Sequence> sequences(Destination destination) {
        List<String> names = names();
        List<Sequence> sequences = new ArrayList<>();
        for (int from = 0; from < names.size(); from += COLUMNS) {
            List<String> some = names.subList(from, Math.min(names.size(), from + COLUMNS));
            sequences.add(Sequence.of(
                    destination,
                    Step.of(export("1", some, 0)),
                    Step.of(export("2", some, 0)),
                    Step.of(export("3", some, 1))));
        }
        return sequences.stream();
    }

    private static Export export(String id, List<String> names, int shift) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get((i + shift * (i % 2)) % names.size());
            variables.add(
                    Variable.of("v" + i, "string", "\"" + id + "-" + i + "\"").named(name));
        }
        return Export.full(id, "2026-03-0" + id + "T00:00:00Z", Member.of("m", variables.toArray(Variable[]::new)));
    }

    private static List<String> names() {
        Set<String> names = new LinkedHashSet<>(Names.OF_VARIABLES);
        names.addAll(specials());
        names.addAll(sample());
        return List.copyOf(names);
    }

    /** Letters that become several in upper case or lower case, or come back as others. */
    private static List<String> specials() {
        List<String> specials = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isLetter(c)) {
                String letter = Character.toString(c);
                String upper = letter.toUpperCase(Locale.ROOT);
                String lower = letter.toLowerCase(Locale.ROOT);
                boolean expands =
                        upper.codePointCount(0, upper.length()) > 1 || lower.codePointCount(0, lower.length()) > 1;
                boolean returns = upper.toLowerCase(Locale.ROOT).equals(lower);
                if (expands || !returns) {
                    specials.add("a" + letter + "b");
                }
            }
        }
        specials.addAll(List.of(
                "ΌΣΟΣ",
                "όσος",
                "όσοσ",
                "Iı",
                "iİ",
                "İİ",
                "a\u0301\u0300",
                "a\u0300\u0301",
                "\u0345a",
                "A\u030a",
                "Å",
                "Å"));
        return specials;
    }

    /** Some characters of each category, from the plane that has most letters and from those behind it. */
    private static List<String> sample() {
        TreeMap<Integer, List<String>> categories = new TreeMap<>();
        for (int c = 1; c <= Character.MAX_CODE_POINT; c += c < 0x10000 ? 1 : 7) {
            boolean isHalf = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (Character.isDefined(c) && !isHalf) {
                int category = Character.getType(c) * 2 + (c < 0x10000 ? 0 : 1);
                categories.computeIfAbsent(category, any -> new ArrayList<>()).add("n" + Character.toString(c));
            }
        }
        List<String> sample = new ArrayList<>();
        for (List<String> category : categories.values()) {
            int step = Math.max(1, category.size() / 8);
            for (int i = 0; i < category.size(); i += step) {
                sample.add(category.get(i));
            }
        }
        return sample;
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void findsEveryColumnAgain(Sequence sequence) {
        Play.check(sequence);
    }
}
