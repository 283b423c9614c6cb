package io.memberport.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured in all rounds but round 0, which does not count. Prints each measurement as it comes. */
final class Results {

    private final double megabytes;
    private final Map<String, List<Measurement>> byName = new HashMap<>();

    /**
     * Starts.
     *
     * @param exportBytes what the speeds that are printed refer to
     */
    Results(long exportBytes) {
        this.megabytes = exportBytes / 1e6;
    }

    void add(int round, String name, Measurement measured) {
        System.out.printf(
                Locale.ROOT,
                "round %d %-54s %7.2f s %7.0f MB/s%s%n",
                round,
                name,
                measured.seconds(),
                megabytes / measured.seconds(),
                measured.residentBytes() == 0
                        ? ""
                        : ", resident at most %4d MB".formatted(measured.residentBytes() / 1_000_000));
        if (round > 0) {
            byName.computeIfAbsent(name, first -> new ArrayList<>()).add(measured);
        }
    }

    double medianSeconds(String name) {
        return Measurement.medianSeconds(byName.getOrDefault(name, List.of()));
    }

    long residentMegabytes(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                        .mapToLong(Measurement::residentBytes)
                        .max()
                        .orElse(0)
                / 1_000_000;
    }

    /** Prints the medians of a run of memberport and of what it is measured beside. */
    void compare(String memberport, String... yardsticks) {
        double seconds = medianSeconds(memberport);
        System.out.printf(
                Locale.ROOT,
                "%-54s %7.2f s, resident at most %d MB%n",
                memberport,
                seconds,
                residentMegabytes(memberport));
        for (String yardstick : yardsticks) {
            double other = medianSeconds(yardstick);
            System.out.printf(
                    Locale.ROOT, "%-54s %7.2f s; memberport takes %.2f x as long%n", yardstick, other, seconds / other);
        }
    }

    /** Fails unless two databases have the same in their tables, as their fingerprints say. */
    static void requireSameTables(String expected, String found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("not the same tables:\n" + expected + "\nand\n" + found);
        }
    }
}
