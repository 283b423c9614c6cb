package io.memberport.sink.jdbc.options;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an export is written, whatever database it goes to. A sink's builder has a method for each option.
 *
 * @param layout {@link Layout#LONG}: three tables, with a row per value in {@code member_value}, beside {@code member}
 *     and {@code variable}; {@link Layout#WIDE}: a row per member in {@code member_wide}, with a typed column per
 *     variable, added as variables appear; {@link Layout#JSON}: a row per member in {@code member_document}, with the
 *     JSON that was sent
 * @param departed what a full export does about members that it does not have, with {@link Mode#MERGE}
 * @param departedLimit the largest share, in percent, of the members in the tables that a full export may mark or delete because it
 *     does not have them
 * @param schema of the tables; null for the connection's own
 * @param tablePrefix what the names of all tables begin with, kept in lower case; empty for nothing
 * @param forced whether everything may be replaced by an export that would otherwise be refused
 * @param createsTables whether a run makes tables and columns that are missing
 */
public record JdbcOptions(
        Layout layout,
        Mode mode,
        Numbers numbers,
        InvalidValues invalidValues,
        TooWide tooWide,
        Departed departed,
        int departedLimit,
        @Nullable String schema,
        String tablePrefix,
        boolean forced,
        boolean createsTables) {

    /** What an export does to the rows that the tables hold. */
    public enum Mode {
        /**
         * A variable in the export replaces that member's former values of it; one without values clears them. All
         * other values stay, unless they were written under another policy for personal data: a full export replaces these.
         */
        MERGE,
        /**
         * A full export replaces everything. An incremental export, or one with less than half the members that the
         * tables hold, is refused unless {@linkplain #forced forced}.
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

    /** What a run does with a value that its column cannot hold: U+0000 in PostgreSQL, a word in place of a number. */
    public enum InvalidValues {
        /** The run fails. */
        REJECT,
        /** U+0000 becomes U+FFFD, anything else a null; they are counted, and the count is logged and kept. */
        REPLACE
    }

    /** What a run does in the wide layout if an export has more variables than a row of the database has room for. */
    public enum TooWide {
        /** The run fails, before anything is committed. */
        REFUSE,
        /** The run writes the long layout. To know in time, it reads the file twice. */
        LONG
    }

    /**
     * What a full export does about members that the tables have and that it does not have, with {@link Mode#MERGE}: they have left
     * since. With other modes, and in an export of changes, this has no effect.
     */
    public enum Departed {
        /** They stay as they are. */
        KEEP,
        /** Their rows get a time at which they were missed first, until an export has them again. */
        MARK,
        /** All their rows are deleted. */
        DELETE
    }

    /** The share that is usual for {@link #departedLimit}. */
    public static final int USUAL_DEPARTED_LIMIT = 20;

    private static final int MOST_PERCENT = 100;

    /** With room for the longest name of a table behind it. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}|");

    /**
     * Checks the prefix and the limit.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if names of tables cannot begin with the one, or the other
     *     is no share
     */
    public JdbcOptions {
        tablePrefix = tablePrefix.toLowerCase(Locale.ROOT);
        if (!PREFIX.matcher(tablePrefix).matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option table-prefix is not valid. It must be a letter and then letters, digits and "
                            + "underscores, 30 characters at most: crm_ for example.");
        }
        if (departedLimit < 0 || departedLimit > MOST_PERCENT) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option departed-limit is not valid. It must be a whole number of percent, from 0 to 100.");
        }
    }

    /** Whether rows of members have a column for the time at which they were missed first. */
    public boolean marksDeparted() {
        return mode == Mode.MERGE && departed == Departed.MARK;
    }

    /** Whether every export is kept beside the others, in tables of their own. */
    public boolean keepsHistory() {
        return mode == Mode.APPEND;
    }

    /** The same options with another layout. */
    public JdbcOptions withLayout(Layout other) {
        return new JdbcOptions(
                other,
                mode,
                numbers,
                invalidValues,
                tooWide,
                departed,
                departedLimit,
                schema,
                tablePrefix,
                forced,
                createsTables);
    }
}
