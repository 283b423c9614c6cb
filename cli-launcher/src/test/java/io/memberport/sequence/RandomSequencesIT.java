package io.memberport.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sequences at random against all targets in turn: few in an ordinary build, many if {@code memberport.thorough} is set. The
 * properties {@code memberport.sequences} and {@code memberport.seed} say how many, and where to begin.
 */
class RandomSequencesIT {

    private static final boolean THOROUGH = Boolean.getBoolean("memberport.thorough");
    private static final int COUNT = Integer.getInteger("memberport.sequences", THOROUGH ? 1000 : 100);
    private static final long SEED = Long.getLong("memberport.seed", 1);

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + COUNT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsWhatTheExportsSay(long seed) {
        Sequence sequence = Generator.sequence(destination(seed), seed);
        if (Play.difference(sequence).isEmpty()) {
            return;
        }
        Sequence smallest =
                Shrinker.shrink(sequence, each -> !Play.difference(each).isEmpty());
        throw new AssertionError(Play.difference(smallest) + smallest.described()
                + "To run just this one: mvn verify -pl cli-launcher -am -Dit.test=RandomSequencesIT"
                + " -Dfailsafe.failIfNoSpecifiedTests=false -DskipTests=false -Dsurefire.skip"
                + " -Dmemberport.sequences=1 -Dmemberport.seed=" + seed);
    }

    private static Destination destination(long seed) {
        List<Destination> all = destinations();
        return all.get((int) Math.floorMod(seed, (long) all.size()));
    }

    private static List<Destination> destinations() {
        List<Destination> all = new ArrayList<>();
        for (Product product : Product.values()) {
            for (String layout : List.of("long", "wide", "json")) {
                for (boolean isHistory : new boolean[] {false, true}) {
                    all.add(Database.of(product, layout, isHistory, false));
                    if (product.hasDecimals() && !layout.equals("json")) {
                        all.add(Database.of(product, layout, isHistory, true));
                    }
                }
            }
        }
        all.add(new Store("jsonl", "json", "gzip"));
        all.add(new Store("csv", "long", "zstd"));
        all.add(new Store("parquet", "long", "none"));
        all.add(new Store("parquet", "wide", "gzip"));
        all.add(new CsvFile("long", false, "comma"));
        all.add(new CsvFile("wide", true, "semicolon"));
        return all;
    }
}
