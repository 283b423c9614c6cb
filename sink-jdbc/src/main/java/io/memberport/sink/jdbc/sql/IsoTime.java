package io.memberport.sink.jdbc.sql;

import java.time.LocalDate;

/** Instants as text in UTC, {@code 2026-01-31T12:00:00.000000}, without a formatter, which takes longer than a database for a row. */
public final class IsoTime {

    /** Of the text, in bytes. */
    public static final int LENGTH = 26;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private IsoTime() {}

    /**
     * Writes one of the years 0 to 9999.
     *
     * @param micros microseconds since 1970-01-01T00:00Z
     * @param at where its first byte goes
     */
    public static void write(long micros, byte[] into, int at) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
        long second = ofDay / 1_000_000;
        put(into, at, 4, day.getYear(), '-');
        put(into, at + 5, 2, day.getMonthValue(), '-');
        put(into, at + 8, 2, day.getDayOfMonth(), 'T');
        put(into, at + 11, 2, second / 3_600, ':');
        put(into, at + 14, 2, second / 60 % 60, ':');
        put(into, at + 17, 2, second % 60, '.');
        digits(into, at + 20, 6, ofDay % 1_000_000);
    }

    private static void put(byte[] into, int at, int count, long number, char behind) {
        digits(into, at, count, number);
        into[at + count] = (byte) behind;
    }

    private static void digits(byte[] into, int at, int count, long number) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
