package io.memberport.sink.jdbc.failure;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what databases and drivers throw into failures that say what to do. What they say themselves is repeated only where
 * no value of a member can be part of it, and their exceptions are never attached: drivers put whole batches into them.
 */
public final class SqlFailures {

    /** No driver on the class path takes the URL. */
    public static final class MissingDriverException extends SQLException {

        private static final long serialVersionUID = 1L;
    }

    /** The driver for the URL does not take it. Its own words are left out, for the URL can be part of them. */
    public static final class RefusedUrlException extends SQLException {

        private static final long serialVersionUID = 1L;
    }

    private static final int LONGEST_QUOTE = 500;

    private static final String NOT_CONNECTED =
            "The server ended the attempt. Check the target's URL and its parameters, and look at the server's log.";

    private SqlFailures() {}

    public static MemberportException connecting(String target, SQLException refused) {
        if (refused instanceof MissingDriverException) {
            return new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There is no JDBC driver for " + target
                            + ". Put the driver's jar on the class path, into the folder drivers of"
                            + " the distribution for example."
                            + (target.startsWith("jdbc:mysql:")
                                    ? " MariaDB's driver, with jdbc:mariadb:, speaks to MySQL too."
                                    : ""));
        }
        if (refused instanceof RefusedUrlException) {
            return new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + target
                            + " cannot be reached: its driver does not accept the URL. Correct the host, the"
                            + " port (1 to 65535), the database or a parameter in it; the driver's documentation has the"
                            + " form.");
        }
        requireMemory(refused);
        DatabaseFault told = DatabaseFault.whileConnecting(refused);
        return new MemberportException(
                kind(refused),
                "The target " + target + " cannot be reached" + told(refused)
                        + (told == DatabaseFault.LOST ? " " + NOT_CONNECTED : advice(told)));
    }

    /** A database that does not answer while a connection is made. */
    public static MemberportException silent(String target, Duration waited) {
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " cannot be reached: no answer for " + words(waited) + ". "
                        + DatabaseFault.SILENT.advice());
    }

    /** A database that does not answer while something is done. */
    public static MemberportException silent(String target, Operation operation, Duration waited) {
        return new MemberportException(
                FailureKind.TARGET,
                "The target " + target + " could not " + operation.words() + ": no answer for " + words(waited) + ". "
                        + DatabaseFault.SILENT.advice()
                        + (operation == Operation.MERGE ? " The option statement-timeout allows more." : "")
                        + (operation.isQuotable() ? "" : " Nothing was committed."));
    }

    private static String words(Duration waited) {
        long seconds = waited.toSeconds();
        return seconds >= 120 ? waited.toMinutes() + " minutes" : seconds + " seconds";
    }

    private static FailureKind kind(SQLException failed) {
        return DatabaseFault.isBusy(failed) ? FailureKind.TARGET_BUSY : FailureKind.TARGET;
    }

    /** What went wrong while something was done. */
    public static MemberportException of(String target, Operation operation, Exception failed) {
        if (failed instanceof MemberportException known) {
            return known;
        }
        SQLException sql = sqlOf(failed);
        if (sql == null) {
            MemberportException bug = new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " could not " + operation.words() + " ("
                            + failed.getClass().getName() + ").");
            bug.setStackTrace(failed.getStackTrace());
            return bug;
        }
        MemberportException told = new MemberportException(
                kind(sql),
                "The target " + target + " could not " + operation.words() + state(sql)
                        + (operation.isQuotable() ? quote(sql) : ConstraintName.told(sql))
                        + advice(DatabaseFault.of(sql))
                        + (operation.isQuotable() ? "" : " Nothing was committed."));
        told.setStackTrace(sql.getStackTrace());
        return told;
    }

    /** Whether the connection is gone, with all that was in progress on it. */
    public static boolean isLost(Exception failed) {
        SQLException sql = sqlOf(failed);
        return sql != null && DatabaseFault.isLoss(sql);
    }

    /** A failure and all that it comes from. */
    public static Stream<Throwable> causes(@Nullable Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause);
    }

    /** The database's own failure in whatever it is wrapped in. */
    public static @Nullable SQLException sqlOf(@Nullable Throwable failed) {
        return causes(failed)
                .filter(SQLException.class::isInstance)
                .map(cause -> deepest((SQLException) cause))
                .findFirst()
                .orElse(null);
    }

    /** A batch's failure says nothing of its own. */
    private static SQLException deepest(SQLException failed) {
        SQLException next = failed.getNextException();
        return next == null ? failed : next;
    }

    /** What a database says, for the end of a sentence of ours: its codes and its words. */
    public static String told(SQLException failed) {
        return state(failed) + quote(failed);
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

    private static String advice(@Nullable DatabaseFault trouble) {
        return trouble == null ? "" : " " + trouble.advice();
    }

    /**
     * The shortage of this process that a failure comes from, which has nothing to do with the database: drivers wrap it, and of
     * a class that could not be initialised for it, Java keeps the text alone. Null if it does not.
     */
    public static @Nullable OutOfMemoryError outOfMemory(@Nullable Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError own) {
                return own;
            }
            boolean isLinkage = cause instanceof LinkageError;
            if (isLinkage && String.valueOf(cause.getMessage()).contains(OutOfMemoryError.class.getName())) {
                return new OutOfMemoryError("while a class of the driver was initialised");
            }
        }
        return null;
    }

    /** Throws such a shortage, if there is one. */
    public static void requireMemory(@Nullable Throwable failed) {
        OutOfMemoryError memory = outOfMemory(failed);
        if (memory != null) {
            throw memory;
        }
    }

    /** What another thread has thrown. */
    public static RuntimeException rethrown(String target, @Nullable Throwable failed) {
        requireMemory(failed);
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new MemberportException(FailureKind.TARGET, "The target " + target + " failed in an unknown way.");
    }
}
