package io.memberport.sink.jdbc.database;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.dialect.AnsiStatements;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Obstacles;
import io.memberport.sink.jdbc.dialect.SessionSettings;
import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.duckdb.AppenderRows;
import io.memberport.sink.jdbc.duckdb.DuckDbDriver;
import io.memberport.sink.jdbc.duckdb.DuckDbObstacles;
import io.memberport.sink.jdbc.duckdb.DuckDbSettings;
import io.memberport.sink.jdbc.duckdb.DuckDbStatements;
import io.memberport.sink.jdbc.h2.H2Driver;
import io.memberport.sink.jdbc.h2.H2Obstacles;
import io.memberport.sink.jdbc.h2.H2Privileges;
import io.memberport.sink.jdbc.h2.H2Statements;
import io.memberport.sink.jdbc.h2.H2Transactions;
import io.memberport.sink.jdbc.load.BulkLoad;
import io.memberport.sink.jdbc.load.OrderedLoad;
import io.memberport.sink.jdbc.mariadb.InfileLoad;
import io.memberport.sink.jdbc.mariadb.MariaDbDialect;
import io.memberport.sink.jdbc.mariadb.MariaDbDriver;
import io.memberport.sink.jdbc.mariadb.MariaDbObstacles;
import io.memberport.sink.jdbc.mariadb.MariaDbPrivileges;
import io.memberport.sink.jdbc.mariadb.MariaDbSettings;
import io.memberport.sink.jdbc.mariadb.MariaDbStatements;
import io.memberport.sink.jdbc.mariadb.MariaDbTransactions;
import io.memberport.sink.jdbc.postgres.CopyLoad;
import io.memberport.sink.jdbc.postgres.PostgresDriver;
import io.memberport.sink.jdbc.postgres.PostgresObstacles;
import io.memberport.sink.jdbc.postgres.PostgresPrivileges;
import io.memberport.sink.jdbc.postgres.PostgresSettings;
import io.memberport.sink.jdbc.postgres.PostgresStatements;
import io.memberport.sink.jdbc.postgres.PostgresTransactions;
import io.memberport.sink.jdbc.rights.Privileges;
import io.memberport.sink.jdbc.sqlite.SqliteDriver;
import io.memberport.sink.jdbc.sqlite.SqliteObstacles;
import io.memberport.sink.jdbc.sqlite.SqliteSettings;
import io.memberport.sink.jdbc.sqlite.SqliteStatements;
import io.memberport.sink.jdbc.sqlite.SqliteTransactions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A database that the sink writes to, and all that is special about it. Each is one row of {@link #ALL}; nothing else names
 * it.
 *
 * @param name in URLs, in options, and as the database calls itself, in lower case
 * @param sql types and statements
 * @param driver what its JDBC driver needs, and how URLs name files
 * @param loader the way of rows into the staging tables
 * @param settings of a session, that a run makes itself independent of
 * @param privileges how to find out what the user may do
 * @param obstacles what no run can make itself independent of
 */
public record DatabaseProduct(
        String name,
        DatabaseSql sql,
        DatabaseDriver driver,
        BulkLoad.Loader loader,
        SessionSettings settings,
        Privileges privileges,
        Obstacles obstacles) {

    /** In place of a name: the database is found out from the URL or the connection. */
    public static final String AUTO = "auto";

    /** Any database that keeps to the SQL standard, which is only taken by name. */
    public static final String ANSI = "ansi";

    private static final List<DatabaseProduct> ALL = List.of(
            new DatabaseProduct(
                    "postgresql",
                    new DatabaseSql(new PostgresStatements(), new PostgresTransactions()),
                    new PostgresDriver(),
                    CopyLoad::new,
                    new PostgresSettings(),
                    new PostgresPrivileges(),
                    new PostgresObstacles()),
            likeMariaDb("mariadb", MariaDbDialect.ofMariaDb(), InfileLoad::orByInsert),
            likeMariaDb("mysql", MariaDbDialect.ofMySql(), OrderedLoad::byInsert),
            new DatabaseProduct(
                    "sqlite",
                    new DatabaseSql(new SqliteStatements(), new SqliteTransactions()),
                    new SqliteDriver(),
                    OrderedLoad::byInsert,
                    new SqliteSettings(),
                    Privileges.UNKNOWN,
                    new SqliteObstacles()),
            new DatabaseProduct(
                    "h2",
                    new DatabaseSql(new H2Statements(), new H2Transactions()),
                    new H2Driver(),
                    OrderedLoad::byInsert,
                    SessionSettings.NONE,
                    new H2Privileges(),
                    new H2Obstacles()),
            new DatabaseProduct(
                    "duckdb",
                    new DatabaseSql(new DuckDbStatements(), new Transactions()),
                    new DuckDbDriver(),
                    AppenderRows::load,
                    new DuckDbSettings(),
                    Privileges.UNKNOWN,
                    new DuckDbObstacles()),
            new DatabaseProduct(
                    ANSI,
                    new DatabaseSql(new AnsiStatements(), new Transactions()),
                    new DatabaseDriver(),
                    OrderedLoad::byInsert,
                    SessionSettings.NONE,
                    Privileges.UNKNOWN,
                    Obstacles.NONE));

    private static DatabaseProduct likeMariaDb(String name, MariaDbDialect dialect, BulkLoad.Loader loader) {
        DatabaseSql sql = new DatabaseSql(new MariaDbStatements(dialect), new MariaDbTransactions());
        return new DatabaseProduct(
                name,
                sql,
                new MariaDbDriver(),
                loader,
                new MariaDbSettings(dialect.collation()),
                new MariaDbPrivileges(sql),
                new MariaDbObstacles());
    }

    /** The names to choose from. */
    public static List<String> names() {
        return ALL.stream().map(DatabaseProduct::name).toList();
    }

    /** What the databases are called in a sentence, with a word before the last one. */
    public static String listed(String conjunction) {
        List<String> products = dialects().stream().map(Dialect::product).toList();
        int last = products.size() - 1;
        return String.join(", ", products.subList(0, last)) + " " + conjunction + " " + products.get(last);
    }

    /** What differs between the databases that need not be named. */
    public static List<Dialect> dialects() {
        return ALL.stream()
                .filter(product -> !product.name.equals(ANSI))
                .map(product -> product.sql.dialect())
                .toList();
    }

    /** The database of a name. */
    public static DatabaseProduct named(String name) {
        return find(name)
                .orElseThrow(() -> new MemberportException(
                        FailureKind.CONFIGURATION,
                        "There is no dialect '" + name + "'. There are: " + String.join(", ", names()) + "."));
    }

    /** The database of a URL, unless it is named. */
    static DatabaseProduct ofUrl(String url, String description, String name) {
        String[] parts = url.split(":", 3);
        if (parts.length < 3 || !parts[0].equalsIgnoreCase("jdbc")) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target '" + description + "' is not a JDBC URL. Write jdbc:DATABASE:…,"
                            + " jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:members.db for example.");
        }
        if (!name.equals(AUTO)) {
            return named(name);
        }
        return known(parts[1]).orElseThrow(() -> {
            boolean isPostgres = parts[1].toLowerCase(Locale.ROOT).startsWith("postgres");
            return unsupported(
                    "The target '" + description + "'" + (isPostgres ? " (did you mean 'jdbc:postgresql:'?)" : ""));
        });
    }

    /** The database that calls itself so. */
    static DatabaseProduct ofProduct(String product) {
        return known(product).orElseThrow(() -> unsupported("The database, which calls itself " + product + ","));
    }

    private static Optional<DatabaseProduct> known(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.equals(ANSI) ? Optional.empty() : find(lower);
    }

    private static Optional<DatabaseProduct> find(String name) {
        return ALL.stream().filter(product -> product.name.equals(name)).findFirst();
    }

    private static MemberportException unsupported(String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                what + " is of a kind that is not supported. Supported are " + listed("and")
                        + "; with the option dialect=ansi, any database that keeps to the SQL standard, at your own"
                        + " risk.");
    }

    /** Parameters of URLs that can do harm, of all drivers: each ignores or refuses what is another's. */
    static Set<String> dangerousParameters() {
        return ALL.stream()
                .flatMap(product -> product.driver.dangerousParameters().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Parameters of URLs with which every run fails, of all drivers. */
    static Map<String, Pattern> breakingParameters() {
        Map<String, Pattern> breaking = new HashMap<>();
        ALL.forEach(product -> breaking.putAll(product.driver.breakingParameters()));
        return breaking;
    }
}
