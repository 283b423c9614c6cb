package io.memberport.profile.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.profile.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SketchesTest {

    @Test
    void estimatesDifferentHashesOfAnyNumberWithinSixPercent() {
        for (int different : new int[] {1, 10, 1_000, 20_000, 1_000_000}) {
            SplittableRandom hashes = new SplittableRandom(different);
            HyperLogLog sketch = new HyperLogLog();
            for (int i = 0; i < different; i++) {
                long hash = hashes.nextLong();
                sketch.add(hash);
                sketch.add(hash);
            }
            assertEquals(1, (double) sketch.estimate() / different, 0.06);
        }
    }

    @Test
    void errsAsLittleAsItSays() {
        double squares = 0;
        int rounds = 200;
        for (int round = 0; round < rounds; round++) {
            SplittableRandom hashes = new SplittableRandom(round);
            HyperLogLog sketch = new HyperLogLog();
            hashes.longs(10_000).forEach(sketch::add);
            double error = sketch.estimate() / 10_000.0 - 1;
            squares += error * error;
        }
        assertEquals(0.018, Math.sqrt(squares / rounds), 0.004);
    }

    @Test
    void estimatesTheQuantilesOfNumbersOfAnyDistribution() {
        SplittableRandom random = new SplittableRandom(1);
        Random normal = new Random(2);
        assertQuantiles(() -> random.nextDouble() * 1_000);
        assertQuantiles(() -> random.nextInt(200_000));
        assertQuantiles(normal::nextGaussian);
        assertQuantiles(() -> 40_000 + 9_000 * normal.nextGaussian());
        assertQuantiles(() -> -Math.log(random.nextDouble()) * 1e-9);
        assertQuantiles(() -> Math.exp(normal.nextGaussian() * 5));
        assertQuantiles(
                () -> random.nextInt(50) == 0 ? Double.MAX_VALUE * random.nextDouble(-1, 1) : random.nextDouble());
    }

    private static void assertQuantiles(DoubleSupplier numbers) {
        double[] sorted = DoubleStream.generate(numbers).limit(50_000).toArray();
        NumberSketch sketch = new NumberSketch(512);
        Arrays.stream(sorted).forEach(sketch::add);
        Arrays.sort(sorted);
        assertEquals(sorted[0], sketch.minimum());
        assertEquals(sorted[sorted.length - 1], sketch.maximum());
        for (double share : new double[] {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999}) {
            double quantile = sketch.quantile(share);
            int index = Arrays.binarySearch(sorted, quantile);
            double rank = (double) (index < 0 ? -index - 1 : index) / sorted.length;
            assertEquals(share, rank, 0.01, () -> "share " + share + " is " + quantile);
            assertEquals(rank, sketch.below(quantile) / (double) sorted.length, 0.01);
        }
    }

    @Test
    void knowsFewDifferentNumbersExactlyInAnyOrder() {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            numbers.addAll(Collections.nCopies(i % 7 + 1, (i - 256) / 8.0));
        }
        List<Double> sorted = numbers.stream().sorted().toList();
        Collections.shuffle(numbers, new Random(3));
        NumberSketch sketch = new NumberSketch(512);
        numbers.forEach(sketch::add);

        assertTrue(sketch.isExact());
        for (int rank = 1; rank <= sorted.size(); rank++) {
            assertEquals(sorted.get(rank - 1), sketch.quantile((rank - 0.5) / sorted.size()));
        }
    }

    @Test
    void saysTheSameOfNumbersInAnyOrder() {
        List<Double> numbers = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            numbers.add(Math.exp(random.nextGaussian() * 20) * (random.nextBoolean() ? 1 : -1));
        }
        NumberSketch inOrder = new NumberSketch(128);
        numbers.forEach(inOrder::add);
        Collections.shuffle(numbers, random);
        NumberSketch shuffled = new NumberSketch(128);
        numbers.forEach(shuffled::add);

        for (double share = 0; share <= 1; share += 0.01) {
            assertEquals(inOrder.quantile(share), shuffled.quantile(share));
        }
    }

    @Test
    void neverTakesAHashThatHasComeForANewOne() {
        BloomFilter seen = new BloomFilter();
        long mistaken = 1_000_000
                - new SplittableRandom(8).longs(1_000_000).filter(seen::add).count();

        assertEquals(
                0, new SplittableRandom(8).longs(1_000_000).filter(seen::add).count());
        assertTrue(mistaken < 100, mistaken + " were taken for others");
    }

    @Test
    void countsRepetitionsExactlyAndThenAbout() {
        RepetitionTally exact = new RepetitionTally();
        SplittableRandom hashes = new SplittableRandom(5);
        hashes.longs(Finding.MEMBERS_TOLD_APART - 1).forEach(exact::add);
        new SplittableRandom(5).longs(1_000).forEach(exact::add);
        new SplittableRandom(5).longs(500).forEach(exact::add);
        assertEquals(1_000, exact.result());

        RepetitionTally sampled = new RepetitionTally();
        new SplittableRandom(6).longs(3_000_000).forEach(sampled::add);
        new SplittableRandom(6).longs(200_000).forEach(sampled::add);
        assertEquals(200_000.0, (double) sampled.result(), 10_000);
    }
}
