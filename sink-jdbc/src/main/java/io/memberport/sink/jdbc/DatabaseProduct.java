package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialects by name, by URL and by what a database calls itself. */
final class DatabaseProduct {

    static final String AUTO = "auto";

    private static final Map<String, Dialect> BY_NAME = byName();

    private DatabaseProduct() {}

    private static Map<String, Dialect> byName() {
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        dialects.put("postgresql", new PostgresDialect());
        dialects.put("mariadb", MariaDbDialect.ofMariaDb());
        dialects.put("mysql", MariaDbDialect.ofMySql());
        dialects.put("sqlite", new SqliteDialect());
        dialects.put("h2", new H2Dialect());
        dialects.put("duckdb", new DuckDbDialect());
        dialects.put(AnsiDialect.NAME, new AnsiDialect());
        return Collections.unmodifiableMap(dialects);
    }

    /** Those to choose from. */
    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static Dialect named(String name) {
        Dialect dialect = BY_NAME.get(name);
        if (dialect == null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "There is no dialect '" + name + "'. There are: " + String.join(", ", BY_NAME.keySet()) + ".");
        }
        return dialect;
    }

    /** The dialect of a URL's database, unless it is named. */
    static Dialect ofUrl(String url, String description, String name) {
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
        Dialect dialect = ofKey(parts[1]);
        if (dialect == null) {
            boolean isPostgres = parts[1].toLowerCase(Locale.ROOT).startsWith("postgres");
            throw unsupported(
                    "The target '" + description + "'" + (isPostgres ? " (did you mean 'jdbc:postgresql:'?)" : ""));
        }
        return dialect;
    }

    /** The dialect of a database by its own name. */
    static Dialect ofProduct(String product) {
        Dialect dialect = ofKey(product);
        if (dialect == null) {
            throw unsupported("The database, which calls itself " + product + ",");
        }
        return dialect;
    }

    private static @Nullable Dialect ofKey(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.equals(AnsiDialect.NAME) ? null : BY_NAME.get(lower);
    }

    private static MemberportException unsupported(String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                what + " is of a kind that is not supported. Supported are PostgreSQL, MariaDB, MySQL, SQLite, H2 and"
                        + " DuckDB; with the option dialect=ansi, any database that keeps to the SQL standard, at your own"
                        + " risk.");
    }
}
