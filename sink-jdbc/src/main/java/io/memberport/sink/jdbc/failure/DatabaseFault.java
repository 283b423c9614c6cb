package io.memberport.sink.jdbc.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of a database means to the person who has to act, whatever product it is of; the first one that fits. Codes are
 * those of MariaDB (four digits) and H2 (five), which mean nothing else in the other databases.
 */
public enum DatabaseFault {
    FILE_IN_USE(
            "Another program has the database's file open. Close it there, or run again later.",
            sqlite(5, 6),
            codes(90020),
            says("Could not set lock on file|Database lock acquisition failure")),
    EMPTY_STRINGS(
            "The server's sql_mode has EMPTY_STRING_IS_NULL, with which MariaDB's driver cannot connect. Remove it "
                    + "from the server's sql_mode, or from init_connect.",
            says("session_track_system_variables.*NULL")),
    POOLER(
            "A pooler in transaction mode (PgBouncer, for example) seems to be in between, which gives each transaction"
                    + " another session of the server. Name the server itself, or a pooler with pool_mode = session.",
            states("26000", "42P05")),
    TABLE_LOCKED(
            "Another session holds a lock on its tables. Find it among the database's sessions and end it, or run again"
                    + " later.",
            states("55P03"),
            codes(1205, 50200)),
    /** In a transaction that fails for this, DuckDB says so behind words of a conflict, or without the kind of error. */
    MEMORY_LIMIT(
            "DuckDB needs more memory than its limit. Raise it in the target, as in"
                    + " jdbc:duckdb:members.duckdb;memory_limit=2GB, and run again.",
            says("^Out of Memory Error|OutOfMemoryException|iB/[0-9.]+ [KMGT]?iB used\\)")),
    CONFLICT(
            "Another program is using it; run again later.",
            states("40"),
            // DuckDB has neither states nor codes.
            says("TransactionContext Error|[Ww]rite-write conflict|duplicate key \"sync_id")),
    DISK_FULL(
            "Its disk is full, or it has reached its maximum size. Make room, and run again.",
            sqlite(13),
            states("53100"),
            codes(1021, 1114),
            says("No space left on device|not enough space on the disk|Disk quota exceeded|File too large")),
    NOT_A_DATABASE(
            "The file is not a database of this kind, and was not changed. Name another file, or another kind of database.",
            sqlite(26),
            codes(90048),
            says("not a valid DuckDB database file")),
    DAMAGED(
            "The database is damaged, or its file is of another kind. Restore it from a backup, or name another one.",
            sqlite(11),
            states("XX001", "XX002"),
            codes(90030),
            says("Corrupt database file")),
    NOT_OPENED(
            "The file cannot be opened or made here. Check its path, and whether this user may write the file and its"
                    + " directory.",
            sqlite(14),
            codes(90028, 90031),
            says("Cannot open file")),
    UNKNOWN_HOST(
            "Its host is not known. Check the host in the target's URL.",
            causes(UnknownHostException.class, UnresolvedAddressException.class)),
    NOTHING_LISTENS(
            "Nothing answers at this host and port. Check both in the target's URL, whether the database is running, and"
                    + " whether a firewall is in between.",
            causes(ConnectException.class, NoRouteToHostException.class)),
    SILENT(
            "The database does not answer. Check whether it is at work, and whether the network reaches it.",
            causes(SocketTimeoutException.class)),
    NO_TLS(
            "The server does not speak TLS, which the target's URL asks for. Have TLS turned on there, or change the"
                    + " URL.",
            says("server does not support SSL|ssl not enabled in the server")),
    NEEDS_TLS(
            "The server accepts this user over TLS only. Turn TLS on in the target's URL, with sslmode=verify-full "
                    + "for example.",
            codes(3159),
            states("28").and(says("no encryption|SSL off"))),
    CERTIFICATE(
            "The TLS connection failed, because of a certificate that is not trusted for example. Check the "
                    + "server's certificate, and the parameters for certificates in the target's URL.",
            causes(SSLException.class, CertificateException.class)),
    NOT_LET_IN(
            "The database does not accept this user. Check user and password, and whether the server accepts the "
                    + "user from this machine and without TLS.",
            states("28"),
            codes(1045, 1698),
            says("no password was provided")),
    NO_DATABASE(
            "There is no database of this name. Check the name in the target's URL, or have it created.",
            states("3D000"),
            codes(1049, 90013, 90146)),
    RESULT_BUFFER(
            "An answer of the database is larger than the parameter maxResultBuffer of the target's URL allows. Remove"
                    + " the parameter.",
            says("maxResultBuffer")),
    SERVER_PARAMETER(
            "The server does not know a setting that the target's URL asks for, in its parameter options or"
                    + " sessionVariables for example. Correct it, or remove it.",
            codes(1193)),
    PARAMETER(
            "The driver does not accept a parameter of the target's URL. Correct it; the driver's documentation lists"
                    + " them.",
            codes(90113, 90046, 90011),
            says("^error parsing url|^Invalid \\w+ value|options were not recognized")),
    HOURLY_LIMIT(
            "The user has reached its limit for an hour. Run again an hour later, or have the limit raised: ALTER"
                    + " USER … WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0.",
            codes(1226).and(says("max_questions|max_queries_per_hour|max_updates|max_connections_per_hour"))),
    NO_STATEMENT_LEFT(
            "The server accepts no more prepared statements. Have its max_prepared_stmt_count raised, or run again later.",
            codes(1461)),
    NO_CONNECTION_LEFT(
            "The database has no connection left for this user. Close some connections, have the limit raised, or "
                    + "run again later.",
            states("53300"),
            codes(1040, 1203, 1226)),
    NOT_READY(
            "The database is starting, or is being shut down. Run again when it is ready.",
            states("57P03"),
            codes(1053, 90098)),
    ROW_TOO_LARGE(
            "A row is larger than the server takes. Set the server's max_allowed_packet to 16777216 (16 MiB) or more.",
            codes(1153),
            says("max_allowed_packet")),
    LOST(
            "The connection was lost. Run again when the database can be reached.",
            states("08", "57P01", "57P02"),
            codes(1927, 90067, 90121)),
    DENIED(
            "The user lacks a right. See docs/databases.md for those it needs.",
            states("42501"),
            // What MariaDB and H2 have no SQLState of their own for.
            codes(1044, 1142, 1143, 1227, 90040, 90096)),
    READ_ONLY(
            "The database accepts no changes: it is a replica, or set to read only. Name a database that can be written, or change"
                    + " that setting.",
            states("25006"),
            codes(1290, 1836, 90097)),
    NO_FIT("A value does not fit into its column.", states("22")),
    FOREIGN_KEY(
            "A foreign key prevents it: rows of another table refer to rows that the run deletes, or rows of these"
                    + " tables to rows that are missing. Drop the foreign key, and run again.",
            states("23503", "23506"),
            codes(1451, 1452),
            says("FOREIGN KEY constraint failed|Violates foreign key constraint")),
    NULL(
            "A column that must have a value would get none. A trigger of the table that sets it to NULL can cause "
                    + "this, and so can a table that was changed by hand. Check both.",
            states("23502"),
            codes(1048, 1364)),
    CONSTRAINT(
            "A key or a constraint of the tables prevents it, one that was added by hand for example. Drop it or"
                    + " change it, and run again.",
            states("23")),
    RAISED(
            "A trigger of the database forbids it, an event trigger (CREATE, DROP) for example. Ask the database's "
                    + "administrator to exempt this user.",
            states("P0001", "45000"),
            codes(90044),
            says("SQLITE_CONSTRAINT_TRIGGER")),
    USER_LIMIT(
            "A limit that is set for this user was exceeded, temp_file_limit for example. Raise it with ALTER ROLE … SET"
                    + " temp_file_limit.",
            states("53400")),
    SHORTAGE(
            "The database has too little disk space, memory, locks or connections. Look at its log, provide more, "
                    + "and run again.",
            states("53"),
            codes(1037, 1038, 1041, 1135, 1206)),
    LIMIT(
            "A limit of the database was exceeded. Look at its log for which one, and have it raised.",
            states("54"),
            codes(1117, 1118, 1197)),
    WRONG_STATE(
            "The state of the database or of a table does not allow this operation. Look at the database's log, and "
                    + "at the other programs that use the tables; then run again.",
            states("55")),
    STOPPED("The database was stopped, or it cancelled the operation. Look at its log, and run again.", states("57")),
    SYSTEM(
            "The database reports an error of its operating system or its disk. Look at its log.",
            states("58"),
            sqlite(10));

    private static final String UNDEFINED = "42704";

    private static final Set<DatabaseFault> BUSY = EnumSet.of(FILE_IN_USE, TABLE_LOCKED, CONFLICT);
    private static final Set<DatabaseFault> LOSSES = EnumSet.of(LOST, SILENT, CERTIFICATE, NOT_READY);

    /** What tells it from others. */
    @FunctionalInterface
    private interface Sign {

        boolean isOn(SQLException failed);

        default Sign and(Sign other) {
            return failed -> isOn(failed) && other.isOn(failed);
        }
    }

    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // Neither the list nor what is in it ever changes.
    private final List<Sign> signs;

    DatabaseFault(String advice, Sign... signs) {
        this.advice = advice;
        this.signs = List.of(signs);
    }

    /** The trouble that a failure shows; null if it is none of these. */
    public static @Nullable DatabaseFault of(SQLException failed) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.signs.stream().anyMatch(sign -> sign.isOn(failed)))
                .findFirst()
                .orElse(null);
    }

    /** The same while a connection is made, when some failures can only come from the URL. */
    public static @Nullable DatabaseFault whileConnecting(SQLException failed) {
        if (UNDEFINED.equals(failed.getSQLState())) {
            return SERVER_PARAMETER;
        }
        DatabaseFault trouble = of(failed);
        // Of a parameter, drivers say so in the state for values that do not fit.
        return trouble == NO_FIT ? PARAMETER : trouble;
    }

    /** Whether a failure shows it. */
    public boolean isIn(SQLException failed) {
        return of(failed) == this;
    }

    /** Whether another program is at work, so that another run can succeed without any change. */
    public static boolean isBusy(SQLException failed) {
        return BUSY.contains(of(failed));
    }

    /** Whether the connection is gone, with all that was in progress on it. */
    static boolean isLoss(SQLException failed) {
        return LOSSES.contains(of(failed));
    }

    /** What to do, as sentences. */
    public String advice() {
        return advice;
    }

    /** Codes of SQLite, the extended ones of each included; small numbers, which others have for something else. */
    private static Sign sqlite(Integer... codes) {
        Set<Integer> known = Set.of(codes);
        return failed ->
                failed.getClass().getName().startsWith("org.sqlite.") && known.contains(failed.getErrorCode() & 0xff);
    }

    private static Sign codes(Integer... codes) {
        Set<Integer> known = Set.of(codes);
        return failed -> known.contains(failed.getErrorCode());
    }

    /** SQLStates, or what they begin with. */
    private static Sign states(String... beginnings) {
        return failed -> {
            String state = failed.getSQLState();
            return state != null && Arrays.stream(beginnings).anyMatch(state::startsWith);
        };
    }

    private static Sign causes(Class<?>... classes) {
        return failed -> SqlFailures.causes(failed.getCause())
                .anyMatch(cause -> Arrays.stream(classes).anyMatch(known -> known.isInstance(cause)));
    }

    /** Words of the database itself, here or in a cause. */
    private static Sign says(String pattern) {
        Pattern words = Pattern.compile(pattern);
        return failed -> SqlFailures.causes(failed)
                .filter(cause -> cause instanceof SQLException || cause instanceof IOException)
                .anyMatch(own -> words.matcher(String.valueOf(own.getMessage())).find());
    }
}
