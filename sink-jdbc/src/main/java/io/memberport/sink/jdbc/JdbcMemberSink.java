package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export to tables of a relational database: PostgreSQL, MariaDB, SQLite, H2 or DuckDB, or another one that the
 * caller says keeps to the SQL standard. The driver is the caller's to bring.
 *
 * <p>Members are streamed into temporary tables of this connection. A commit moves them into the tables that others see,
 * in one transaction together with a row that says what was committed. A run that fails, or whose process is killed, leaves
 * nothing but perhaps tables and columns that are still empty. Tables are made and extended as needed, and nothing is ever
 * dropped.
 *
 * <p>The tables of one schema and prefix belong to one community. Two runs into them exclude each other: the second one
 * fails with {@link FailureKind#TARGET_BUSY}.
 *
 * <p>No message quotes a member's value, even where the database's own does.
 */
public final class JdbcMemberSink implements MemberSink {

    /** What a row is. */
    public enum Layout {
        /** Three tables: a row per value in {@code member_value}, beside {@code member} and {@code variable}. */
        LONG,
        /** A row per member in {@code member_wide}, with a typed column per variable, added as variables appear. */
        WIDE,
        /** A row per member in {@code member_document}, with the JSON that was sent. */
        JSON;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
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
         * were, is refused unless {@linkplain Builder#forced(boolean) forced}.
         */
        REPLACE,
        /** Every export is kept, under its batch id, in tables whose names end in {@code _history}. */
        APPEND;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The type of columns with numbers. The text of a number is kept as sent in the long layout, and in no other. */
    public enum Numbers {
        /** Floating point of 64 bits: what the API calls its numbers, and what every program reads. */
        DOUBLE,
        /** Decimal, as many digits as the database has. */
        DECIMAL;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a value that a column cannot hold: U+0000 in PostgreSQL, a word where a number should be. */
    public enum InvalidValues {
        /** The run fails. */
        REJECT,
        /** U+0000 becomes U+FFFD, anything else a null; they are counted, and the count is logged and kept. */
        REPLACE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of an export with more variables than a row of the database has room for, in the wide layout. */
    public enum TooWide {
        /** The run fails, before anything is committed. */
        REFUSE,
        /** It is written in the long layout. To know that in time, the file is read twice. */
        LONG;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Database database;
    private final JdbcSettings settings;

    JdbcMemberSink(Database database, JdbcSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Starts the description of a sink.
     *
     * <p>A database in memory is accepted here, for a program that goes on using it. {@link JdbcMemberSinkProvider} refuses
     * those of SQLite, H2 and DuckDB: a command ends after its run, and nothing is left of them.
     *
     * @param url as the driver wants it, without a password
     */
    public static Builder to(String url) {
        return new Builder(new Builder.ByUrl(url));
    }

    /**
     * Starts the description of a sink on connections of the caller's. A run takes one connection when it is opened and
     * holds it until it is closed; other connections are taken for moments.
     *
     * @param connections not closed by the sink
     * @param description what to call the target, without credentials
     */
    public static Builder to(DataSource connections, String description) {
        return new Builder(new Builder.BySource(connections, description));
    }

    /** Makes sure that what is written is there when this process has ended. */
    void requireKept() {
        database.requireKept();
    }

    /** Without credentials and parameters; with schema and table prefix if there are any. */
    @Override
    public String description() {
        return database.description() + schemaAndPrefix();
    }

    private String schemaAndPrefix() {
        String schema = settings.schema() == null ? "" : settings.schema() + ".";
        return schema.isEmpty() && settings.tablePrefix().isEmpty()
                ? ""
                : " (" + schema + settings.tablePrefix() + "*)";
    }

    @Override
    public boolean accumulates() {
        return settings.mode() != Mode.REPLACE;
    }

    /** With {@link Mode#REPLACE} if {@linkplain Builder#forced(boolean) forced}. */
    @Override
    public boolean takesIncremental() {
        return accumulates() || settings.forced();
    }

    @Override
    public boolean needsVariablesFirst() {
        return settings.layout() == Layout.WIDE && settings.tooWide() == TooWide.LONG;
    }

    @Override
    public void check() {
        database.requireWritable();
        if (database.isAbsentFile()) {
            database.knownDialect().requireSupported(settings);
            database.requireDirectory();
            database.requireNativeLibrary();
            return;
        }
        Rights.check(database, settings);
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return inspect().flatMap(tables -> tables.lastCommit(community));
    }

    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        return !database.isAbsentFile() && TargetTables.haveCommitted(database, settings, community, export);
    }

    /** Empty with {@link Mode#APPEND}, which keeps every export apart from all others. */
    @Override
    public Optional<Instant> newestExportDate(String community) {
        return inspect().flatMap(tables -> tables.newestExportDate(community));
    }

    /** On a connection of its own: that of a run, in the middle of a bulk load, can do nothing else. */
    private Optional<TargetTables> inspect() {
        return database.isAbsentFile() ? Optional.empty() : Optional.of(TargetTables.inspect(database, settings));
    }

    /** The DDL of everything that a first run makes; columns of the wide layout come with the variables. */
    @Override
    public String setupScript() {
        return TargetTables.script(database, settings);
    }

    @Override
    public SinkRun open(SinkContext context) {
        database.requireDirectory();
        return JdbcRun.start(database, settings, context, description());
    }

    @Override
    public String toString() {
        return "JdbcMemberSink[" + description() + "]";
    }

    /** Collects what a sink should be like. */
    public static final class Builder {

        private sealed interface Origin permits ByUrl, BySource {}

        private record ByUrl(String url) implements Origin {

            private ByUrl {
                Objects.requireNonNull(url, "url");
            }
        }

        private record BySource(DataSource connections, String description) implements Origin {

            private BySource {
                Objects.requireNonNull(connections, "connections");
                Objects.requireNonNull(description, "description");
            }
        }

        private final Origin origin;
        private Layout layout = Layout.LONG;
        private Mode mode = Mode.MERGE;
        private Numbers numbers = Numbers.DOUBLE;
        private InvalidValues invalidValues = InvalidValues.REJECT;
        private TooWide tooWide = TooWide.REFUSE;
        private String dialect = Dialects.AUTO;
        private @Nullable String schema;
        private String tablePrefix = "";
        private boolean forced;
        private boolean createsTables = true;
        private Credentials credentials = Credentials.NONE;
        private Waits waits = Waits.USUAL;
        private Set<String> allowedParameters = Set.of();

        private Builder(Origin origin) {
            this.origin = origin;
        }

        /** {@link Layout#LONG} if not set. */
        public Builder layout(Layout layout) {
            this.layout = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /** {@link Mode#MERGE} if not set. */
        public Builder mode(Mode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** {@link Numbers#DOUBLE} if not set. */
        public Builder numbers(Numbers numbers) {
            this.numbers = Objects.requireNonNull(numbers, "numbers");
            return this;
        }

        /** {@link InvalidValues#REJECT} if not set. */
        public Builder invalidValues(InvalidValues policy) {
            this.invalidValues = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** {@link TooWide#REFUSE} if not set. */
        public Builder tooWide(TooWide policy) {
            this.tooWide = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * {@code postgresql}, {@code mariadb}, {@code sqlite}, {@code h2}, {@code duckdb}, or {@code ansi} for a database
         * that keeps to the SQL standard; found out from the database if not set.
         */
        public Builder dialect(String name) {
            this.dialect = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The schema of the tables, made if it is missing; the connection's own if not set. */
        public Builder schema(String name) {
            this.schema = Objects.requireNonNull(name, "name");
            return this;
        }

        /** What the names of all tables begin with; nothing if not set. */
        public Builder tablePrefix(String prefix) {
            this.tablePrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /** Whether {@link Mode#REPLACE} takes any export. Off if not set. */
        public Builder forced(boolean on) {
            this.forced = on;
            return this;
        }

        /** Whether missing tables and columns are made. On if not set. */
        public Builder createsTables(boolean on) {
            this.createsTables = on;
            return this;
        }

        /**
         * How long a server may take to move what was loaded into the tables; {@link Duration#ZERO} for as long as it likes.
         * 6 hours if not set. All other waits have bounds of their own.
         */
        public Builder statementTimeout(Duration longest) {
            if (longest.isNegative()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The longest time that statements may take cannot be negative.");
            }
            return waits(waits.withStatement(longest));
        }

        Builder waits(Waits others) {
            this.waits = others;
            return this;
        }

        /** Who connects; for a URL only. */
        public Builder credentials(@Nullable String user, @Nullable String password) {
            this.credentials = new Credentials(user, password);
            return this;
        }

        /**
         * Parameters of the URL that are taken though they can make the driver run code, or use files of this machine; none
         * if not set.
         */
        public Builder allowParameters(Set<String> names) {
            this.allowedParameters = Set.copyOf(names);
            return this;
        }

        /**
         * Makes the sink, without touching the target yet.
         *
         * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if the URL is of no database that is
         *     supported, names a file in a way that its driver takes for something else, has a password in it, or a parameter
         *     that is not {@linkplain #allowParameters allowed}, or if settings
         *     make no sense together
         */
        public JdbcMemberSink build() {
            JdbcSettings settings = new JdbcSettings(
                    layout, mode, numbers, invalidValues, tooWide, schema, tablePrefix, forced, createsTables);
            Database database;
            if (origin instanceof BySource source) {
                database = Database.of(source.connections(), source.description(), dialect, waits);
            } else {
                database = Database.of(((ByUrl) origin).url(), credentials, dialect, allowedParameters, waits);
            }
            return new JdbcMemberSink(database, settings);
        }
    }
}
