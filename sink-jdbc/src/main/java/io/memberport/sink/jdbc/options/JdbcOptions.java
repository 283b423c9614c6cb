package io.memberport.sink.jdbc.options;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an export is written, whatever database it goes to. {@code JdbcMemberSink.to} starts a builder for all of it.
 *
 * @param schema null for the connection's own
 * @param forced whether replace takes what it would otherwise refuse
 * @param createsTables whether what is missing is made
 */
public record JdbcOptions(
        Layout layout,
        Mode mode,
        Numbers numbers,
        InvalidValues invalidValues,
        TooWide tooWide,
        @Nullable String schema,
        String tablePrefix,
        boolean forced,
        boolean createsTables) {

    /** What a row is. */
    public enum Layout {
        /** Three tables: a row per value in {@code member_value}, beside {@code member} and {@code variable}. */
        LONG,
        /** A row per member in {@code member_wide}, with a typed column per variable, added as variables appear. */
        WIDE,
        /** A row per member in {@code member_document}, with the JSON that was sent. */
        JSON
    }

    /** What becomes of what is in the tables. */
    public enum Mode {
        /**
         * A variable in the export takes the place of that member's former values of it; one without values clears them;
         * all else stays.
         */
        MERGE,
        /**
         * A full export takes the place of everything. One of changes only, or one with less than half the members there
         * were, is refused unless {@linkplain #forced forced}.
         */
        REPLACE,
        /** Every export is kept, under its batch id, in tables whose names end in {@code _history}. */
        APPEND
    }

    /** The type of columns with numbers. The text of a number is kept as sent in the long layout, and in no other. */
    public enum Numbers {
        /** Floating point of 64 bits: what the API calls its numbers, and what every program reads. */
        DOUBLE,
        /** Decimal, as many digits as the database has. */
        DECIMAL
    }

    /** What becomes of a value that a column cannot hold: U+0000 in PostgreSQL, a word where a number should be. */
    public enum InvalidValues {
        /** The run fails. */
        REJECT,
        /** U+0000 becomes U+FFFD, anything else a null; they are counted, and the count is logged and kept. */
        REPLACE
    }

    /** What becomes of an export with more variables than a row of the database has room for, in the wide layout. */
    public enum TooWide {
        /** The run fails, before anything is committed. */
        REFUSE,
        /** It is written in the long layout. To know that in time, the file is read twice. */
        LONG
    }

    /** With room for the longest name of a table behind it. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}|");

    public JdbcOptions {
        tablePrefix = tablePrefix.toLowerCase(Locale.ROOT);
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "A table prefix is a letter and then letters, digits and underscores, 30 characters at most, crm_ for"
                            + " example; this one is something else.");
        }
    }

    /** Whether every export is kept beside the others, in tables of their own. */
    public boolean keepsHistory() {
        return mode == Mode.APPEND;
    }

    /** A constant of these enums as options and tables have it. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public JdbcOptions withLayout(Layout other) {
        return new JdbcOptions(
                other, mode, numbers, invalidValues, tooWide, schema, tablePrefix, forced, createsTables);
    }
}
