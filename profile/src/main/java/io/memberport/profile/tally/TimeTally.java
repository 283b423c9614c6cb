package io.memberport.profile.tally;

import io.memberport.profile.Content.Period;
import io.memberport.profile.Content.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** When date-times are: by month, or by year, decade or century where there would be too many months. */
final class TimeTally {

    private static final int MOST_PERIODS = 120;
    private static final int MONTHS_OF_YEAR = 12;
    private static final int TEN = 10;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private long count;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** How many months a period has; they are counted from the beginning of the year 0. */
    private int monthsPerPeriod = 1;

    private final OrderedCounts periods = new OrderedCounts(MOST_PERIODS);

    /** Where the period of the last date-time is, which is often that of the next one; and the days of its month. */
    private int current;

    private long firstDay = 0;
    private long lastDay = -1;

    /** Adds a date-time, in microseconds since 1970. */
    void add(long micros) {
        count++;
        earliest = Math.min(earliest, micros);
        latest = Math.max(latest, micros);
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        if (day < firstDay || day > lastDay) {
            moveTo(day);
        }
        periods.increment(current);
    }

    private void moveTo(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int month = date.getYear() * MONTHS_OF_YEAR + date.getMonthValue() - 1;
        current = periods.place(month / monthsPerPeriod);
        while (current < 0) {
            coarsen();
            current = periods.place(month / monthsPerPeriod);
        }
        LocalDate monthBegin = date.withDayOfMonth(1);
        firstDay = monthBegin.toEpochDay();
        lastDay = firstDay + monthBegin.lengthOfMonth() - 1;
    }

    private void coarsen() {
        int factor = monthsPerPeriod == 1 ? MONTHS_OF_YEAR : TEN;
        periods.coarsen(period -> period / factor);
        monthsPerPeriod *= factor;
    }

    Times result() {
        if (count == 0) {
            return new Times(0, null, null, List.of());
        }
        return new Times(
                count,
                instant(earliest),
                instant(latest),
                IntStream.range(0, periods.size())
                        .mapToObj(i -> period((int) periods.key(i), periods.count(i)))
                        .toList());
    }

    private Period period(int index, long values) {
        YearMonth first = month(index * monthsPerPeriod);
        YearMonth last = month((index + 1) * monthsPerPeriod - 1);
        return new Period(first, last, values);
    }

    private static YearMonth month(int sinceYear0) {
        return YearMonth.of(sinceYear0 / MONTHS_OF_YEAR, sinceYear0 % MONTHS_OF_YEAR + 1);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
