package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what databases and drivers throw into failures that say what to do. What they say themselves is repeated only where
 * no value of a member can be part of it, and their exceptions are never attached: drivers put whole batches into them.
 */
final class SqlFailures {

    private static final int LONGEST_QUOTE = 500;

    static final String READ_ONLY_ADVICE =
            "The database takes no changes here, as a replica does, or one that was set to"
                    + " be read only. Name the one that is written, or change that.";

    private static final String DENIED = "42501";
    private static final String READ_ONLY = "25006";

    /** What MariaDB and H2 have no SQLState of their own for. */
    private static final Set<Integer> DENIED_CODES = Set.of(1044, 1142, 1143, 1227, 90040, 90096);

    /** The same for what nobody may write. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836, 90097);

    /** What the first two or all characters of an SQLState mean to whoever has to act. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("08", "The connection was lost. Run again when the database can be reached."),
            Map.entry("28", "The database does not let this user in. Check user and password."),
            Map.entry(DENIED, "The user lacks a right. See docs/databases.md for those it needs."),
            Map.entry(READ_ONLY, READ_ONLY_ADVICE),
            Map.entry("22", "A value does not fit into its column."),
            Map.entry(
                    "23",
                    "A key or a constraint of the tables stands against it. Tables changed by hand can cause this."),
            Map.entry("53", "The database is short of something: disk, memory or connections. Look at its log."),
            Map.entry("53100", "The database's disk is full."),
            Map.entry("54", "A limit of the database was exceeded."),
            Map.entry("57", "The database was stopped, or it stopped this."),
            Map.entry("58", "The database has trouble with its system or its disk. Look at its log."));

    private SqlFailures() {}

    static MemberportException connecting(String target, SQLException refused, boolean busy) {
        if (refused instanceof Database.MissingDriverException) {
            return new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There is no JDBC driver for " + target
                            + ". Put the driver's jar on the class path, in the folder lib of"
                            + " the distribution for example."
                            + (target.startsWith("jdbc:mysql:")
                                    ? " MariaDB's driver, with jdbc:mariadb:, speaks to MySQL too."
                                    : ""));
        }
        return new MemberportException(
                busy ? FailureKind.TARGET_BUSY : FailureKind.TARGET,
                "The target " + target + " cannot be reached" + state(refused) + quote(refused) + advice(refused));
    }

    /**
     * What went wrong while something was done.
     *
     * @param dialect null before it is known
     */
    static MemberportException of(String target, Doing doing, @Nullable Dialect dialect, Exception failed) {
        if (failed instanceof MemberportException known) {
            return known;
        }
        SQLException sql = sqlOf(failed);
        if (sql == null) {
            MemberportException bug = new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " could not " + doing.words() + " ("
                            + failed.getClass().getName() + ").");
            bug.setStackTrace(failed.getStackTrace());
            return bug;
        }
        boolean busy = dialect != null && dialect.meansBusy(sql);
        MemberportException told = new MemberportException(
                busy ? FailureKind.TARGET_BUSY : FailureKind.TARGET,
                "The target " + target + " could not " + doing.words() + state(sql)
                        + (doing.isQuotable() ? quote(sql) : ".")
                        + (busy ? " Something else is at work on it; run again later." : advice(sql))
                        + (doing.isQuotable() ? "" : " Nothing was committed."));
        told.setStackTrace(sql.getStackTrace());
        return told;
    }

    /** A user may not do what a run does. */
    static MemberportException denied(String target, List<Lack> lacks) {
        SQLException said = lacks.get(0).said();
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " cannot be written, because its user lacks rights"
                        + (said == null ? "." : state(said) + quote(said)) + " An administrator can give them: "
                        + Lack.remedy(lacks) + ". All that a run needs is in docs/databases.md.");
    }

    /** Whether a statement failed because the user may not do what it would do. */
    static boolean isDenied(SQLException failed) {
        return DENIED.equals(failed.getSQLState()) || DENIED_CODES.contains(failed.getErrorCode());
    }

    /** Whether it failed because nobody may write. */
    static boolean isReadOnly(SQLException failed) {
        return READ_ONLY.equals(failed.getSQLState()) || READ_ONLY_CODES.contains(failed.getErrorCode());
    }

    /** The database's own failure in whatever it is wrapped in. */
    static @Nullable SQLException sqlOf(@Nullable Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return deepest(sql);
            }
        }
        return null;
    }

    /** A batch's failure says nothing of its own. */
    private static SQLException deepest(SQLException failed) {
        SQLException next = failed.getNextException();
        return next == null ? failed : next;
    }

    private static String state(SQLException failed) {
        String state = failed.getSQLState();
        return " (" + (state == null || state.isBlank() ? "" : "SQLState " + state + ", ") + "code "
                + failed.getErrorCode() + ")";
    }

    private static String quote(SQLException failed) {
        String said = failed.getMessage();
        if (said == null || said.isBlank()) {
            return ".";
        }
        String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String cut = line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
        return ": " + cut + (cut.endsWith(".") ? "" : ".");
    }

    private static String advice(SQLException failed) {
        String setting = SettingAdvice.of(failed);
        if (!setting.isEmpty()) {
            return " " + setting;
        }
        String state = isDenied(failed) ? DENIED : isReadOnly(failed) ? READ_ONLY : failed.getSQLState();
        if (state == null || state.length() < 2) {
            return "";
        }
        String known = ADVICE.getOrDefault(state, ADVICE.get(state.substring(0, 2)));
        return known == null ? "" : " " + known;
    }

    /** What another thread has thrown. */
    static RuntimeException rethrown(String target, @Nullable Throwable failed) {
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new MemberportException(FailureKind.TARGET, "The target " + target + " failed in an unknown way.");
    }
}
