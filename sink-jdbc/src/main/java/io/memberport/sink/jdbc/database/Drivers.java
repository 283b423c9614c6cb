package io.memberport.sink.jdbc.database;

import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.driver.NativeLibrary;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JDBC drivers that there are. */
final class Drivers {

    /** More than a program has; it bounds a loop that continues after errors. */
    private static final int MOST_DRIVERS = 100;

    /** What MariaDB's driver says of a URL without a host, and of nothing else. */
    private static final Pattern NO_HOST = Pattern.compile("'//' is not present in the url|host, pipe or local socket");

    private static final String SOCKET_FACTORY = "socketFactory";

    private Drivers() {}

    /**
     * @throws SqlFailures.RefusedUrlException if a driver throws anything else than its interface says: that is about the URL
     */
    static Connection connect(String url, Properties properties, DatabaseDriver needed) throws SQLException {
        try {
            return connectByAny(url, properties, needed);
        } catch (SQLException refused) {
            throw NO_HOST.matcher(String.valueOf(refused.getMessage())).find()
                    ? new SqlFailures.RefusedUrlException()
                    : refused;
        } catch (MemberportException ours) {
            throw ours;
        } catch (RuntimeException misled) {
            SqlFailures.requireMemory(misled);
            throw new SqlFailures.RefusedUrlException();
        }
    }

    private static Connection connectByAny(String url, Properties properties, DatabaseDriver needed)
            throws SQLException {
        // Those beside this class come first: DriverManager knows only the drivers of the application's own class path.
        for (Driver driver : drivers()) {
            Connection connection = driver.acceptsURL(url)
                    ? connect(driver, url, withSockets(properties, url, driver, needed), needed)
                    : null;
            if (connection != null) {
                return connection;
            }
        }
        if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
            throw isForAnother(url) ? new SqlFailures.RefusedUrlException() : new SqlFailures.MissingDriverException();
        }
        return DriverManager.getConnection(url, properties);
    }

    /** With our sockets, if the user has not named others, and if the driver finds the class by its name. */
    private static Properties withSockets(Properties properties, String url, Driver driver, DatabaseDriver needed) {
        Class<?> factory = needed.socketFactory();
        if (factory == null || url.toLowerCase(Locale.ROOT).contains(SOCKET_FACTORY.toLowerCase(Locale.ROOT) + "=")) {
            return properties;
        }
        Properties extended = new Properties();
        extended.putAll(properties);
        try {
            if (Class.forName(factory.getName(), false, driver.getClass().getClassLoader()) == factory) {
                extended.setProperty(SOCKET_FACTORY, factory.getName());
            }
        } catch (ClassNotFoundException driverIsElsewhere) {
            // Then the driver's own sockets do, with the system's keep-alive.
        }
        return extended;
    }

    private static @Nullable Connection connect(Driver driver, String url, Properties properties, DatabaseDriver needed)
            throws SQLException {
        NativeLibrary library = needed.nativeLibrary();
        return library == null
                ? driver.connect(url, properties)
                : library.loading(() -> driver.connect(url, properties));
    }

    /** Those that can be loaded: a broken one may be of a database that this run does not use. */
    private static List<Driver> drivers() {
        List<Driver> drivers = new ArrayList<>();
        Iterator<Driver> found =
                ServiceLoader.load(Driver.class, Drivers.class.getClassLoader()).iterator();
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

    /** Whether a driver takes URLs of this kind, so that it is this one that is wrong. */
    private static boolean isForAnother(String url) {
        String prefix = url.substring(0, url.indexOf(':', url.indexOf(':') + 1) + 1);
        return Stream.concat(drivers().stream(), DriverManager.drivers())
                .anyMatch(driver -> accepts(driver, prefix + "//localhost/x") || accepts(driver, prefix + "x"));
    }

    /** The one that takes a URL, of those beside this class. */
    static Optional<Driver> ofUrl(String url) {
        return drivers().stream().filter(driver -> accepts(driver, url)).findFirst();
    }
}
