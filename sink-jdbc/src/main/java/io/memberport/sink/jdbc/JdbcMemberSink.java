package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.sink.jdbc.target.RightsCheck;
import io.memberport.sink.jdbc.target.TargetTables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export to tables of a relational database: one that {@link JdbcMemberSinkProvider#summary} names, or another one
 * that keeps to the SQL standard, as its caller says. The caller brings the driver.
 *
 * <p>Members are streamed into temporary tables of this connection. A commit moves them into the tables that others see,
 * in one transaction together with a row that says what was committed. A run that fails, or whose process is killed, leaves
 * at most tables and columns that are empty. A run makes and extends tables as needed, and never drops anything.
 *
 * <p>The tables of one schema and prefix belong to one community. Two runs into them exclude each other: the second one
 * fails with {@link FailureKind#TARGET_BUSY}.
 *
 * <p>No message quotes a member's value, even if the database's own message does.
 */
public final class JdbcMemberSink implements MemberSink {

    private final Database database;
    private final JdbcOptions settings;

    JdbcMemberSink(Database database, JdbcOptions settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Starts a builder for a sink that connects by a URL.
     *
     * <p>A database in memory is accepted here, for a program that keeps using it. {@link JdbcMemberSinkProvider} refuses
     * those of SQLite, H2 and DuckDB: a command ends after its run, and nothing is left of them.
     *
     * @param url as the driver wants it, without a password
     */
    public static Builder to(String url) {
        Objects.requireNonNull(url, "url");
        return new Builder(set -> Database.of(url, set.credentials, set.dialect, set.allowedParameters, set.waits));
    }

    /**
     * Starts a builder for a sink that uses connections of the caller's. A run takes one connection when it is opened and
     * holds it until it is closed; other connections are taken for moments.
     *
     * @param connections not closed by the sink
     * @param description what to call the target, without credentials
     */
    public static Builder to(DataSource connections, String description) {
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(description, "description");
        return new Builder(set -> Database.of(connections, description, set.dialect, set.waits));
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
            database.knownProduct().sql().dialect().requireSupported(settings);
            database.requireDirectory();
            database.requireNativeLibrary();
            return;
        }
        RightsCheck.check(database, settings);
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return database.isAbsentFile() ? Optional.empty() : inspect((handle, tables) -> tables.lastCommit(community));
    }

    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        return !database.isAbsentFile() && inspect((handle, tables) -> tables.hasCommitted(handle, community, export));
    }

    /** Empty with {@link Mode#APPEND}, which keeps every export apart from all others. */
    @Override
    public Optional<Instant> newestExportDate(String community) {
        return database.isAbsentFile()
                ? Optional.empty()
                : inspect((handle, tables) -> tables.newestExportDate(community));
    }

    @Override
    public Optional<CommittedVariables> lastVariables(String community) {
        return database.isAbsentFile()
                ? Optional.empty()
                : inspect((handle, tables) -> tables.lastVariables(handle, community));
    }

    @Override
    public Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        if (settings.layout() != Layout.WIDE) {
            return Map.of();
        }
        return database.isAbsentFile()
                ? TargetTables.firstColumnsOf(database.knownProduct(), settings, variables)
                : inspect((handle, tables) -> tables.columnsOf(handle, community, variables));
    }

    /** Asks something of what the tables are like. */
    private interface Question<T> {

        T of(Handle handle, TargetTables tables) throws SQLException;
    }

    /** On a connection of its own: that of a run, in the middle of a bulk load, can do nothing else. */
    private <T> T inspect(Question<T> question) {
        String target = database.description();
        try (JdbcSession session = JdbcSession.open(database, target)) {
            return session.call(
                    Operation.READ,
                    handle -> question.of(handle, TargetTables.read(handle, target, settings, session.product())));
        }
    }

    /** The DDL of everything that a first run makes; columns of the wide layout come with the variables. */
    @Override
    public String setupScript() {
        return TargetTables.script(database.knownProduct(), settings);
    }

    /** From the tables of every layout and mode that have this schema and prefix. */
    @Override
    public Optional<MemberEraser> eraser() {
        return Optional.of(new JdbcEraser(database, settings, description()));
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

    /** Builds a sink. */
    public static final class Builder {

        private final Function<Builder, Database> database;
        private Layout layout = Layout.LONG;
        private Mode mode = Mode.MERGE;
        private Numbers numbers = Numbers.DOUBLE;
        private InvalidValues invalidValues = InvalidValues.REJECT;
        private TooWide tooWide = TooWide.REFUSE;
        private Departed departed = Departed.KEEP;
        private int departedLimit = JdbcOptions.USUAL_DEPARTED_LIMIT;
        private String dialect = DatabaseProduct.AUTO;
        private @Nullable String schema;
        private String tablePrefix = "";
        private boolean forced;
        private boolean createsTables = true;
        private Credentials credentials = Credentials.NONE;
        private TimeLimits waits = TimeLimits.USUAL;
        private Set<String> allowedParameters = Set.of();

        private Builder(Function<Builder, Database> database) {
            this.database = database;
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

        /** {@link Departed#KEEP} if not set. */
        public Builder departed(Departed treatment) {
            this.departed = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * The largest share of the target's members, in percent, that a full export may mark or delete because it does not have
         * them; an export that lacks more is refused. 20 if not set, 100 for no limit.
         */
        public Builder departedLimit(int percent) {
            this.departedLimit = percent;
            return this;
        }

        /**
         * The database's name as {@link JdbcMemberSinkProvider#options} lists it, or {@code ansi} for a database that keeps
         * to the SQL standard; found out from the database if not set.
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

        /** Whether everything may be replaced by any export that {@link Mode#REPLACE} would refuse. Off if not set. */
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
         * How long a server may take to move the loaded rows into the tables; {@link Duration#ZERO} for no limit. 6 hours if
         * not set. All other waits have limits of their own.
         */
        public Builder statementTimeout(Duration longest) {
            if (longest.isNegative()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The longest time that statements may take cannot be negative.");
            }
            return waits(waits.withStatement(longest));
        }

        Builder waits(TimeLimits others) {
            this.waits = others;
            return this;
        }

        /** The user that connects, and the password; for a URL only. The driver decides if they are not set. */
        public Builder credentials(@Nullable String user, @Nullable String password) {
            this.credentials = new Credentials(user, password);
            return this;
        }

        /**
         * Parameters of the URL that are accepted although they can make the driver run code or use files of this machine;
         * none if not set.
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
            JdbcOptions settings = new JdbcOptions(
                    layout,
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
            return new JdbcMemberSink(database.apply(this), settings);
        }
    }
}
