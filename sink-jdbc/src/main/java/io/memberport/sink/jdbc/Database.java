package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a target is and how to get there. Immutable; connects to nothing by itself. */
final class Database {

    /** Two names for it among the drivers, as a parameter of the URL; and user-info in front of the host. */
    private static final Pattern PASSWORD =
            Pattern.compile("[?&;](password|pwd)\\s*=|//[^/?;@]*:[^/?;@]*@", Pattern.CASE_INSENSITIVE);

    /** More than anybody has; it bounds a loop that goes on after errors. */
    private static final int MOST_DRIVERS = 100;

    private static final Pattern USER_INFO = Pattern.compile("//[^/?;@]*@");

    /** How connections are made. */
    @FunctionalInterface
    private interface Connections {

        Connection open(String url) throws SQLException;
    }

    private final Connections connections;
    private final String url;
    private final String description;
    private final @Nullable Dialect dialect;
    private final Waits waits;
    private final AtomicInteger open = new AtomicInteger();

    private Database(Connections connections, String url, String description, @Nullable Dialect dialect, Waits waits) {
        this.connections = connections;
        this.url = url;
        this.description = description;
        this.dialect = dialect;
        this.waits = waits;
    }

    static Database of(
            String url, Credentials credentials, String dialectName, Set<String> allowedParameters, Waits waits) {
        if (PASSWORD.matcher(url).find()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + withoutSecrets(url)
                            + " has a password in it, where others can read it. Take it out, and"
                            + " give it as MEMBERPORT_JDBC_PASSWORD or MEMBERPORT_JDBC_PASSWORD_FILE in the"
                            + " environment.");
        }
        String description = withoutSecrets(url);
        Dialect dialect = Dialects.ofUrl(url, description, dialectName);
        UrlParameters.requireHarmless(url, description, allowedParameters);
        return new Database(place -> connect(place, credentials, dialect), url, description, dialect, waits);
    }

    static Database of(DataSource source, String description, String dialectName, Waits waits) {
        Dialect named = dialectName.equals(Dialects.AUTO) ? null : Dialects.named(dialectName);
        return new Database(noPlace -> source.getConnection(), "", description, named, waits);
    }

    /** What precedes the parameters, without user-info: parameters have secrets in them under many names. */
    private static String withoutSecrets(String url) {
        return USER_INFO.matcher(url.split("[?;]", 2)[0]).replaceFirst("//");
    }

    private static Connection connect(String url, Credentials credentials, Dialect dialect) throws SQLException {
        Properties properties = new Properties();
        String given = url.toLowerCase(Locale.ROOT);
        dialect.connectionProperties(url).forEach((name, value) -> {
            if (!given.contains(name.toLowerCase(Locale.ROOT) + "=")) {
                properties.setProperty(name, value);
            }
        });
        if (credentials.user() != null) {
            properties.setProperty("user", credentials.user());
        }
        if (credentials.password() != null) {
            properties.setProperty("password", credentials.password());
        }
        Connection connection = connect(url, properties, dialect);
        if (properties.containsKey(Dialect.SOCKET_TIMEOUT)) {
            // It was for connecting; from now on, the caller knows how long a wait may last.
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return connection;
    }

    private static Connection connect(String url, Properties properties, Dialect dialect) throws SQLException {
        // Those beside this class come first: DriverManager knows only the drivers of the application's own class path.
        for (Driver driver : drivers()) {
            Connection connection = driver.acceptsURL(url) ? connect(driver, url, properties, dialect) : null;
            if (connection != null) {
                return connection;
            }
        }
        if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
            throw new MissingDriverException();
        }
        return DriverManager.getConnection(url, properties);
    }

    private static @Nullable Connection connect(Driver driver, String url, Properties properties, Dialect dialect)
            throws SQLException {
        NativeLibrary library = dialect.nativeLibrary();
        return library == null
                ? driver.connect(url, properties)
                : library.loading(dialect.product(), () -> driver.connect(url, properties));
    }

    /** Those that can be loaded: one that is broken may be of a database that nobody asked for. */
    private static List<Driver> drivers() {
        List<Driver> drivers = new ArrayList<>();
        Iterator<Driver> found = ServiceLoader.load(Driver.class, Database.class.getClassLoader())
                .iterator();
        for (int i = 0; i < MOST_DRIVERS; i++) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                drivers.add(found.next());
            } catch (ServiceConfigurationError broken) {
                // The next one may be the one that is wanted.
            }
        }
        return drivers;
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException undecided) {
            return false;
        }
    }

    /** No driver on the class path takes the URL. */
    static final class MissingDriverException extends SQLException {

        private static final long serialVersionUID = 1L;
    }

    String description() {
        return description;
    }

    /** Whether connections belong to the embedding program, which goes on using them. */
    boolean isShared() {
        return url.isEmpty();
    }

    /** Connects; a file that is made thereby is this user's alone, for there are personal data in it. */
    Connection connect() throws SQLException {
        Path file = file();
        if (dialect == null || file == null) {
            return connections.open(url);
        }
        requireKnownParameters(dialect);
        requireRegularFile(file);
        if (!Files.exists(file)) {
            create(file, dialect);
        }
        Path temporary = dialect.temporaryDirectory(file);
        if (temporary != null) {
            DatabaseFiles.createPrivateDirectory(temporary);
        }
        Connection connection = connections.open(url);
        open.incrementAndGet();
        return connection;
    }

    private void create(Path file, Dialect present) throws SQLException {
        if (present.takesEmptyFile()) {
            DatabaseFiles.createPrivate(file);
        } else {
            DatabaseFiles.createInPrivate(
                    file, place -> connections.open(present.urlOf(place)).close());
        }
    }

    /** Ends a connection, and removes what it needed beside the database if it was the last one. */
    void disconnect(Connection connection) throws SQLException {
        connection.close();
        Path file = file();
        Path temporary = dialect == null || file == null ? null : dialect.temporaryDirectory(file);
        if (temporary != null && open.decrementAndGet() == 0) {
            DatabaseFiles.deleteIfEmpty(temporary);
        }
    }

    /** The dialect of a connection; MariaDB's driver connects to MySQL as well. */
    Dialect dialect(Connection connection) throws SQLException {
        Dialect known = dialect;
        return known == null || known instanceof MariaDbDialect
                ? Dialects.ofProduct(connection.getMetaData().getDatabaseProductName())
                : known;
    }

    /** How long to wait for it. */
    Waits waits() {
        return file() == null ? waits : Waits.NONE;
    }

    /** The dialect as far as it is known without connecting. */
    Dialect knownDialect() {
        if (dialect == null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The dialect of " + description + " is known only once there is a connection; name it.");
        }
        return dialect;
    }

    /** Whether the database is a file that a first run will make. */
    boolean isAbsentFile() {
        Path file = file();
        return file != null && !Files.exists(file);
    }

    /** Makes sure that the driver's own library can be loaded, with a database in memory. */
    void requireNativeLibrary() {
        NativeLibrary library = dialect == null ? null : dialect.nativeLibrary();
        if (library == null) {
            return;
        }
        try {
            connections.open(library.memoryUrl()).close();
        } catch (SQLException refused) {
            throw SqlFailures.connecting(description, refused);
        }
    }

    /** Makes sure that a file that is to be made can be, as far as its directory goes. */
    void requireDirectory() {
        Path file = file();
        Path directory = file == null ? null : file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The directory of the target " + description
                            + " does not exist. Create it, or name another target.");
        }
    }

    /** Makes sure that a database that is a file may be written, and its directory too, where its journal goes. */
    void requireWritable() {
        Path file = file();
        if (file == null) {
            return;
        }
        requireKnownParameters(knownDialect());
        requireRegularFile(file);
        requireWritable(file.toAbsolutePath().getParent());
        requireWritable(file);
    }

    private void requireKnownParameters(Dialect present) {
        if (!present.refusesUnknownParameters(url)) {
            return;
        }
        drivers().stream().filter(driver -> accepts(driver, url)).findFirst().ifPresent(driver -> {
            try {
                UrlParameters.requireKnown(
                        url,
                        description,
                        Arrays.stream(driver.getPropertyInfo(url, new Properties()))
                                .map(property -> property.name)
                                .collect(Collectors.toSet()));
            } catch (SQLException notTold) {
                // Then the driver says itself what it does not take.
            }
        });
    }

    /** A pipe would be waited for without end; links to files are fine. */
    private void requireRegularFile(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + description + " is "
                            + (Files.isDirectory(file) ? "a directory" : "a pipe or a device")
                            + ", not a database file. Name another target.");
        }
    }

    private void requireWritable(@Nullable Path place) {
        if (place != null && Files.exists(place) && !Files.isWritable(place)) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + description + " cannot be written: no permission for " + place
                            + ". Give this user write permission for it, or name another target.");
        }
    }

    /** The file that the database is; null if it is none, or only the owner of the connections knows. */
    @Nullable Path file() {
        return dialect == null || url.isEmpty() ? null : dialect.databaseFile(url);
    }
}
