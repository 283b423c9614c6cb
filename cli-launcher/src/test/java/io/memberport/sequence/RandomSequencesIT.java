package io.memberport.sequence;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sequences at random against all targets in turn: few in an ordinary build, many in a thorough one. The
 * properties {@code memberport.sequences} and {@code memberport.seed} say how many, and where to begin.
 */
class RandomSequencesIT {

    private static final int COUNT = Integer.getInteger("memberport.sequences", Destinations.THOROUGH ? 80 : 40);
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
                + "To run just this one: mvn verify -pl cli-launcher -am -Dtest=None -Dit.test=RandomSequencesIT"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
                + " -Dmemberport.sequences=1 -Dmemberport.seed=" + seed);
    }

    private static Destination destination(long seed) {
        List<Destination> all = Destinations.all();
        return all.get((int) Math.floorMod(seed, (long) all.size()));
    }
}
