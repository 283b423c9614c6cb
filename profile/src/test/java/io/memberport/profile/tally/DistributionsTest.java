package io.memberport.profile.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.profile.Content;
import io.memberport.profile.VariableProfile.Bin;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionsTest {

    private static Content.Numbers numbers(double... values) {
        NumberTally tally = new NumberTally(new SharedRoom());
        for (double value : values) {
            tally.add(value);
        }
        return tally.result();
    }

    @Test
    void givesEachNumberOfAScaleABinOfItsOwn() {
        assertEquals(
                List.of(new Bin(1, 1, 1), new Bin(2, 2, 2), new Bin(3, 3, 0), new Bin(4, 4, 0), new Bin(5, 5, 1)),
                numbers(2, 5, 1, 2).histogram());
        assertEquals(List.of(new Bin(7, 7, 3)), numbers(7, 7, 7).histogram());
        assertEquals(List.of(new Bin(0.3, 0.3, 1)), numbers(0.3).histogram());
    }

    @Test
    void beginsAndEndsBinsAtRoundNumbers() {
        assertEquals(
                List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1),
                numbers(0.05, 1.15).histogram().stream().map(Bin::from).toList());
        List<Bin> ages = numbers(18, 95, 40, 41).histogram();
        assertEquals(new Bin(15, 20, 1), ages.get(0));
        assertEquals(new Bin(95, 100, 1), ages.get(ages.size() - 1));
    }

    @Test
    void putsWhatIsFarFromAllElseIntoOneBin() {
        double[] values = new double[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 100;
        }
        values[17] = Double.MAX_VALUE;
        values[18] = 1e6;
        values[19] = -Double.MAX_VALUE;

        List<Bin> bins = numbers(values).histogram();

        assertEquals(-Double.MAX_VALUE, bins.get(0).from());
        assertEquals(Double.MAX_VALUE, bins.get(bins.size() - 1).to());
        assertTrue(bins.size() > 15, bins.size() + " bins");
        assertEquals(1_000, bins.stream().mapToLong(Bin::count).sum());
    }

    @Test
    void beginsTheBinOfFarNumbersWithTheLeastOfThem() {
        assertEquals(
                List.of(new Bin(5, 5, 500), new Bin(6, 6, 495), new Bin(8, 8, 5)),
                numbers(times(500, 5), times(495, 6), times(5, 8)).histogram());
        assertEquals(
                List.of(new Bin(0, 0, 700), new Bin(1, 1, 295), new Bin(3, 4, 5)),
                numbers(times(700, 0), times(295, 1), times(3, 3), times(2, 4)).histogram());
    }

    @Test
    void hasNoBinForFarNumbersWhereTheOthersReachThem() {
        assertEquals(
                List.of(new Bin(5, 6, 10), new Bin(6, 7, 990)),
                numbers(times(5, 5), times(5, 5.9), times(990, 6)).histogram());
    }

    /** Of few different numbers, each bin has as many as it says, and each number has a bin. */
    @Test
    void countsFewDifferentNumbersExactly() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 3_000; round++) {
            double unit = List.of(1.0, 0.5, 0.1, 7.0).get(random.nextInt(4));
            int different = random.nextInt(1, 6);
            double[][] groups = new double[different][];
            for (int i = 0; i < different; i++) {
                groups[i] = times(random.nextInt(1, random.nextBoolean() ? 600 : 4), unit * random.nextInt(-3, 4));
            }
            double[] all = Arrays.stream(groups).flatMapToDouble(Arrays::stream).toArray();

            assertCounts(all, numbers(all).histogram());
        }
    }

    private static void assertCounts(double[] numbers, List<Bin> bins) {
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            boolean includesTo = bin.from() == bin.to() || i == bins.size() - 1;
            long count = Arrays.stream(numbers)
                    .filter(number -> number >= bin.from() && (number < bin.to() || (includesTo && number == bin.to())))
                    .count();
            assertEquals(count, bin.count(), () -> bin + " of " + bins);
        }
        assertEquals(numbers.length, bins.stream().mapToLong(Bin::count).sum(), bins::toString);
    }

    private static double[] times(int count, double number) {
        return DoubleStream.generate(() -> number).limit(count).toArray();
    }

    private static Content.Numbers numbers(double[]... groups) {
        return numbers(Arrays.stream(groups).flatMapToDouble(Arrays::stream).toArray());
    }

    @Test
    void saysWhetherItsFiguresAreExact() {
        double[] different =
                DoubleStream.iterate(0.5, number -> number + 1).limit(512).toArray();
        assertTrue(numbers(different).isExact());
        assertFalse(numbers(different, new double[] {-1.5}).isExact());
        assertTrue(numbers(new double[0]).isExact());
    }

    @Test
    void staysWithinTheRangeOfDoubles() {
        for (Bin bin : numbers(-Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE, 0)
                .histogram()) {
            assertTrue(Double.isFinite(bin.from()) && Double.isFinite(bin.to()) && bin.from() <= bin.to());
        }
        for (double one : new double[] {1e300, 0.49, 99.95, -99.95, 1e15 + 0.3}) {
            double next = Math.nextUp(one);
            List<Bin> close = assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> numbers(one, next).histogram(), "it ends for " + one);
            assertTrue(close.get(0).from() <= one && close.get(close.size() - 1).to() >= next, close::toString);
            assertEquals(2, close.stream().mapToLong(Bin::count).sum());
        }
        assertEquals(
                2,
                numbers(0, Double.MIN_VALUE).histogram().stream()
                        .mapToLong(Bin::count)
                        .sum());
    }

    private static List<Content.Period> periods(int count, ChronoUnit unit) {
        TimeTally tally = new TimeTally();
        OffsetDateTime first = OffsetDateTime.of(1950, 3, 31, 23, 59, 59, 0, ZoneOffset.UTC);
        for (int i = 0; i < count; i++) {
            tally.add(
                    ChronoUnit.MICROS.between(Instant.EPOCH, first.plus(i, unit).toInstant()));
        }
        return tally.result().months();
    }

    @Test
    void countsByMonthAsLongAsThereAreFew() {
        List<Content.Period> months = periods(120, ChronoUnit.MONTHS);
        assertEquals(120, months.size());
        assertEquals(new Content.Period(YearMonth.of(1950, 3), YearMonth.of(1950, 3), 1), months.get(0));

        List<Content.Period> years = periods(121, ChronoUnit.MONTHS);
        assertEquals(11, years.size());
        assertEquals(new Content.Period(YearMonth.of(1950, 1), YearMonth.of(1950, 12), 10), years.get(0));
        assertEquals(new Content.Period(YearMonth.of(1960, 1), YearMonth.of(1960, 12), 3), years.get(10));

        List<Content.Period> decades = periods(121, ChronoUnit.YEARS);
        assertEquals(new Content.Period(YearMonth.of(1950, 1), YearMonth.of(1959, 12), 10), decades.get(0));
        assertEquals(13, decades.size());
    }

    @Test
    void countsTimesTheSameInAnyOrder() {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Instant time = OffsetDateTime.of(1 + i * 7 % 2_999, 5, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                    .toInstant();
            micros.add(time.getEpochSecond() * 1_000_000);
        }
        Content.Times asTheyCome = times(micros);
        Collections.sort(micros);

        assertEquals(times(micros), asTheyCome);
        assertEquals(
                3_000,
                asTheyCome.months().stream().mapToLong(Content.Period::count).sum());
        Collections.reverse(micros);
        assertEquals(asTheyCome, times(micros));
    }

    private static Content.Times times(List<Long> micros) {
        TimeTally tally = new TimeTally();
        micros.forEach(tally::add);
        return tally.result();
    }
}
