package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Layout;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes database sinks from targets like {@code jdbc:postgresql://host/database}. */
public final class JdbcMemberSinkProvider implements MemberSinkProvider {

    private static final String SCHEME = "jdbc";
    private static final String LAYOUT = "layout";
    private static final String MODE = "mode";
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
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])|0");
    private static final String ON = "on";
    private static final String OFF = "off";

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

    @Override
    public List<SinkOption> options() {
        List<String> dialects = new ArrayList<>(List.of(DatabaseProduct.AUTO));
        dialects.addAll(DatabaseProduct.names());
        return List.of(
                SinkOption.choice(
                        LAYOUT,
                        List.of("long", "wide", "json"),
                        "long",
                        "One row per value (long), one per member (wide), or one document per member (json)."),
                SinkOption.choice(
                        MODE,
                        List.of("merge", "replace", "append"),
                        "merge",
                        "Take the place of what the export has values for (merge), of everything (replace), or of nothing"
                                + " (append)."),
                SinkOption.value(SCHEMA, "name", "", "The schema of the tables; the connection's own if not given."),
                SinkOption.value(TABLE_PREFIX, "prefix", "", "What the names of all tables begin with."),
                SinkOption.value(USER, "name", "", "Who connects; left to the driver if not given."),
                SinkOption.secret(PASSWORD, "The user's password."),
                SinkOption.choice(
                        NUMBERS,
                        List.of("double", "decimal"),
                        "double",
                        "The type of columns with numbers: floating point, or decimal with all digits the database has."),
                SinkOption.choice(
                        INVALID_VALUES,
                        List.of("reject", "replace"),
                        "reject",
                        "Whether a value that its column cannot hold fails the run, or is replaced and counted."),
                SinkOption.choice(
                        TOO_WIDE,
                        List.of("refuse", "long"),
                        "refuse",
                        "What becomes of more variables than a row has room for in the wide layout: fail, or write long."),
                SinkOption.choice(
                        FORCE_REPLACE,
                        List.of(ON, OFF),
                        OFF,
                        "Let replace take an incremental export, or one with less than half the members."),
                SinkOption.choice(CREATE_TABLES, List.of(ON, OFF), ON, "Make tables and columns that are missing."),
                SinkOption.value(
                        ALLOW_PARAMETERS,
                        "names",
                        "",
                        "Parameters of the URL, separated by commas, that may run code or use files of this machine."),
                SinkOption.choice(
                        DIALECT,
                        dialects,
                        DatabaseProduct.AUTO,
                        "How to speak to the database; found out from the target."),
                SinkOption.value(
                        STATEMENT_TIMEOUT,
                        "duration",
                        "6h",
                        "How long a server may take to move what was loaded into the tables; 0 for as long as it likes."));
    }

    /** Refuses a database in memory, of which nothing is left when the command has ended. */
    @Override
    public MemberSink create(String target, SinkOptions options) {
        JdbcMemberSink.Builder builder = JdbcMemberSink.to(target)
                .layout(chosen(Layout.class, options.get(LAYOUT)))
                .mode(chosen(Mode.class, options.get(MODE)))
                .numbers(chosen(Numbers.class, options.get(NUMBERS)))
                .invalidValues(chosen(InvalidValues.class, options.get(INVALID_VALUES)))
                .tooWide(chosen(TooWide.class, options.get(TOO_WIDE)))
                .forced(options.get(FORCE_REPLACE).equals(ON))
                .createsTables(options.get(CREATE_TABLES).equals(ON))
                .allowParameters(names(options.get(ALLOW_PARAMETERS)))
                .dialect(options.get(DIALECT))
                .tablePrefix(options.get(TABLE_PREFIX))
                .statementTimeout(duration(options.get(STATEMENT_TIMEOUT)));
        if (!options.get(SCHEMA).isEmpty()) {
            builder.schema(options.get(SCHEMA));
        }
        String user = options.get(USER);
        String password = options.get(PASSWORD);
        JdbcMemberSink sink = builder.credentials(user.isEmpty() ? null : user, password.isEmpty() ? null : password)
                .build();
        sink.requireKept();
        return sink;
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option 'jdbc.statement-timeout' is '" + text
                            + "'; it must be a duration like 90m or 6h, or 0 for none.");
        }
        return parts.group(2) == null
                ? Duration.ZERO
                : Duration.parse("PT" + parts.group(1) + parts.group(2).toUpperCase(Locale.ROOT));
    }

    private static Set<String> names(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <E extends Enum<E>> E chosen(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    }
}
