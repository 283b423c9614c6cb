package io.memberport.sink.jdbc;

import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.layout.WideLimits;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes database sinks from targets like {@code jdbc:postgresql://host/database}. */
public final class JdbcMemberSinkProvider implements MemberSinkProvider {

    private static final String SCHEME = "jdbc";
    private static final String LAYOUT = "layout";
    private static final String MODE = "mode";
    private static final String DEPARTED = "departed";
    private static final String DEPARTED_LIMIT = "departed-limit";
    private static final String SCHEMA = "schema";
    private static final String TABLE_PREFIX = "table-prefix";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String NUMBERS = "numbers";
    private static final String INVALID_VALUES = "invalid-values";
    private static final String TOO_WIDE = "too-wide";
    private static final String FORCE_REPLACE = "force-replace";
    private static final String CREATE_TABLES = "create-tables";
    private static final String ALLOW_PARAMETERS = "allow-parameters";
    private static final String DIALECT = "dialect";
    private static final String STATEMENT_TIMEOUT = "statement-timeout";

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}%?");

    /** For {@link java.util.ServiceLoader}. */
    public JdbcMemberSinkProvider() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String summary() {
        return "Tables of a database: " + DatabaseProduct.listed("or");
    }

    @Override
    public String targetSyntax() {
        return "jdbc:DATABASE:…, jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:members.db for example";
    }

    /** In the wide layout. */
    @Override
    public Map<String, Integer> columnLimits() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        DatabaseProduct.dialects().forEach(dialect -> limits.put(dialect.product(), WideLimits.mostVariables(dialect)));
        return limits;
    }

    @Override
    public List<SinkOption> options() {
        List<String> dialects = new ArrayList<>(List.of(DatabaseProduct.AUTO));
        dialects.addAll(DatabaseProduct.names());
        return List.of(
                SinkOption.choice(
                        LAYOUT,
                        Layout.class,
                        Layout.LONG,
                        "One row per value (long), one per member (wide), or one document per member (json)."),
                SinkOption.choice(
                        MODE,
                        Mode.class,
                        Mode.MERGE,
                        "Replace the values that the export has (merge), replace everything (replace), or only add rows"
                                + " (append)."),
                SinkOption.choice(
                        DEPARTED,
                        Departed.class,
                        Departed.KEEP,
                        "If a full export does not have a member any more, with mode=merge: keep the member, mark it with the time,"
                                + " or delete it."),
                SinkOption.value(
                        DEPARTED_LIMIT,
                        "percent",
                        String.valueOf(JdbcOptions.USUAL_DEPARTED_LIMIT),
                        "Maximum share of the target's members, in percent, that a full export may mark or delete so."),
                SinkOption.value(SCHEMA, "name", "", "Schema of the tables. If not given, the connection's default."),
                SinkOption.value(TABLE_PREFIX, "prefix", "", "Prefix of the names of all tables."),
                SinkOption.value(USER, "name", "", "User of the connection. If not given, the driver decides."),
                SinkOption.secret(PASSWORD, "The user's password."),
                SinkOption.choice(
                        NUMBERS,
                        Numbers.class,
                        Numbers.DOUBLE,
                        "Type of columns with numbers: double (floating point), or decimal with as many digits as "
                                + "the database allows."),
                SinkOption.choice(
                        INVALID_VALUES,
                        InvalidValues.class,
                        InvalidValues.REJECT,
                        "If a column cannot hold a value: fail the run, or replace the value and count it."),
                SinkOption.choice(
                        TOO_WIDE,
                        TooWide.class,
                        TooWide.REFUSE,
                        "If the wide layout has more variables than fit into a row: fail, or write the long layout."),
                SinkOption.flag(
                        FORCE_REPLACE,
                        false,
                        "Allow mode=replace to write an incremental export, and allow one that replaces everything and"
                                + " has less than half of the target's members."),
                SinkOption.flag(CREATE_TABLES, true, "Create tables and columns that are missing."),
                SinkOption.value(
                        ALLOW_PARAMETERS,
                        "names",
                        "",
                        "Parameters of the URL to allow although they can run code or use files of this machine, "
                                + "separated by commas."),
                SinkOption.choice(
                        DIALECT,
                        dialects,
                        DatabaseProduct.AUTO,
                        "Kind of SQL that the database speaks. If not given, the target decides."),
                SinkOption.duration(
                        STATEMENT_TIMEOUT,
                        "6h",
                        "Maximum time for the server to move loaded rows into the tables; 0 disables the limit."));
    }

    /** Refuses a database in memory, because it is lost when the command ends. */
    @Override
    public MemberSink create(String target, SinkOptions options) {
        JdbcMemberSink.Builder builder = JdbcMemberSink.to(target)
                .layout(options.choice(LAYOUT, Layout.class))
                .mode(options.choice(MODE, Mode.class))
                .numbers(options.choice(NUMBERS, Numbers.class))
                .invalidValues(options.choice(INVALID_VALUES, InvalidValues.class))
                .tooWide(options.choice(TOO_WIDE, TooWide.class))
                .departed(options.choice(DEPARTED, Departed.class))
                .departedLimit(percent(options.get(DEPARTED_LIMIT)))
                .forced(options.flag(FORCE_REPLACE))
                .createsTables(options.flag(CREATE_TABLES))
                .allowParameters(names(options.get(ALLOW_PARAMETERS)))
                .dialect(options.get(DIALECT))
                .tablePrefix(options.get(TABLE_PREFIX))
                .statementTimeout(options.duration(STATEMENT_TIMEOUT));
        options.find(SCHEMA).ifPresent(builder::schema);
        String user = options.find(USER).orElse(null);
        String password = options.get(PASSWORD);
        JdbcMemberSink sink =
                builder.credentials(user, password.isEmpty() ? null : password).build();
        sink.requireKept();
        return sink;
    }

    /** Anything else than a number is a share that there is not. */
    private static int percent(String text) {
        return PERCENT.matcher(text).matches() ? Integer.parseInt(text.replace("%", "")) : -1;
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
