package io.memberport.sink.jdbc.database;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.driver.FileUrls;
import io.memberport.sink.jdbc.driver.NativeLibrary;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a target is and how to get there. Immutable; connects to nothing by itself. */
public final class Database {

    /** Two names for it among the drivers, as a parameter of the URL; and user-info in front of the host. */
    private static final Pattern PASSWORD =
            Pattern.compile("[?&;:,\\s](password|pwd)\\s*=|//[^/?;@]*:[^/?;@]*@", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRETS =
            Pattern.compile("[?;]|[&:,\\s](password|pwd)\\s*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern USER_INFO = Pattern.compile("//[^/?;@]*@");

    /** How connections are made. */
    @FunctionalInterface
    private interface Connections {

        Connection open(String url) throws SQLException;
    }

    private final Connections connections;
    private final String url;
    private final String description;
    private final @Nullable DatabaseProduct product;
    private final TimeLimits waits;
    private final @Nullable TargetFile file;
    private final AtomicInteger open = new AtomicInteger();

    private Database(
            Connections connections,
            String url,
            String description,
            @Nullable DatabaseProduct product,
            TimeLimits waits) {
        this.connections = connections;
        this.url = url;
        this.description = description;
        this.product = product;
        this.waits = waits;
        this.file = file(product, url, description);
    }

    public static Database of(
            String url, Credentials credentials, String productName, Set<String> allowedParameters, TimeLimits waits) {
        if (PASSWORD.matcher(url).find()) {
            throw MemberportException.of(
                            FailureKind.CONFIGURATION,
                            "The target " + withoutSecrets(url)
                                    + " has a password in it, where others can read it. Remove it, and give it as "
                                    + "the option password.")
                    .remedy(Remedy.GIVE_DATABASE_PASSWORD)
                    .build();
        }
        DatabaseProduct product = DatabaseProduct.ofUrl(url, withoutSecrets(url), productName);
        String description = description(url, product);
        UrlParameters.requireHarmless(url, description, DatabaseProduct.dangerousParameters(), allowedParameters);
        UrlParameters.requireWorkable(url, description, DatabaseProduct.breakingParameters());
        return new Database(place -> connect(place, credentials, product.driver()), url, description, product, waits);
    }

    public static Database of(DataSource source, String description, String productName, TimeLimits waits) {
        DatabaseProduct named = productName.equals(DatabaseProduct.AUTO) ? null : DatabaseProduct.named(productName);
        return new Database(noPlace -> source.getConnection(), "", description, named, waits);
    }

    /** What precedes the parameters, without user-info: parameters have secrets in them under many names. */
    private static String withoutSecrets(String url) {
        return USER_INFO.matcher(SECRETS.split(url, 2)[0]).replaceFirst("//");
    }

    /** What messages call it; refuses a URL that means something else than its user may think. */
    private static String description(String url, DatabaseProduct product) {
        FileUrls urls = product.driver().filesOf(url);
        if (urls == null) {
            return withoutSecrets(url);
        }
        String shown = USER_INFO.matcher(urls.shown(url)).replaceFirst("//");
        String mistake = urls.mistake(url);
        if (mistake != null) {
            throw new MemberportException(FailureKind.CONFIGURATION, "The target " + shown + " " + mistake);
        }
        return shown;
    }

    private static Connection connect(String url, Credentials credentials, DatabaseDriver driver) throws SQLException {
        Properties properties = new Properties();
        String given = url.toLowerCase(Locale.ROOT);
        driver.properties(url).forEach((name, value) -> {
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
        Connection connection = Drivers.connect(url, properties, driver);
        if (properties.containsKey(DatabaseDriver.SOCKET_TIMEOUT)) {
            // It was for connecting; from now on, the caller knows how long a wait may last.
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return connection;
    }

    public String description() {
        return description;
    }

    /** Whether connections belong to the embedding program, which keeps using them. */
    public boolean isShared() {
        return url.isEmpty();
    }

    /** Connects. If this creates a file, only this user can read it, because it holds personal data. */
    public Connection connect() throws SQLException {
        if (file == null) {
            return connections.open(url);
        }
        requireKnownParameters(file.urls());
        file.requireUsable();
        boolean isNew = file.isAbsent();
        if (isNew) {
            create(file);
        }
        Path temporary = file.urls().temporaryDirectory(file.path());
        if (temporary != null) {
            DatabaseFiles.createPrivateDirectory(temporary);
        }
        boolean isOpen = false;
        open.incrementAndGet();
        try {
            Connection connection = connections.open(url);
            isOpen = true;
            return connection;
        } finally {
            if (!isOpen) {
                removeTemporary();
                if (isNew) {
                    file.removeIfEmpty();
                }
            }
        }
    }

    /** With its parameters where the driver makes it, so that nothing is made if it refuses one. */
    private void create(TargetFile absent) throws SQLException {
        if (absent.urls().takesEmptyFile()) {
            DatabaseFiles.createPrivate(absent.path());
        } else {
            String parameters = absent.urls().parameters(url);
            DatabaseFiles.createInPrivate(
                    absent.path(),
                    place -> connections
                            .open(absent.urls().urlOf(place) + parameters)
                            .close());
        }
    }

    /** Ends a connection, and removes what it needed beside the database if it was the last one. */
    public void disconnect(Connection connection) throws SQLException {
        connection.close();
        removeTemporary();
    }

    private void removeTemporary() {
        Path temporary = file == null ? null : file.urls().temporaryDirectory(file.path());
        if (temporary != null && open.decrementAndGet() == 0) {
            DatabaseFiles.deleteIfEmpty(temporary);
        }
    }

    /** The product that a connection leads to, which the server says where that is not certain. */
    public DatabaseProduct product(Connection connection) throws SQLException {
        DatabaseProduct known = product;
        return known == null || known.driver().connectsToOthers()
                ? DatabaseProduct.ofProduct(connection.getMetaData().getDatabaseProductName())
                : known;
    }

    /** How long to wait for it. */
    public TimeLimits waits() {
        return file == null ? waits : TimeLimits.NONE;
    }

    /** The product as far as it is known without connecting. */
    public DatabaseProduct knownProduct() {
        if (product == null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The dialect of " + description + " is only known after Memberport has connected. Name it with "
                            + "the option dialect.");
        }
        return product;
    }

    /** Whether the database is a file that a first run will make. */
    public boolean isAbsentFile() {
        return file != null && file.isAbsent();
    }

    /** Makes sure that the driver's own library can be loaded, with a database in memory. */
    public void requireNativeLibrary() {
        NativeLibrary library = product == null ? null : product.driver().nativeLibrary();
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
    public void requireDirectory() {
        if (file != null) {
            file.requireDirectory();
        }
    }

    /** Makes sure that what is written is there when this process has ended. */
    public void requireKept() {
        FileUrls urls = product == null ? null : product.driver().filesOf(url);
        if (urls != null && urls.keepNothing(url)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + description + " is a database in memory: what is written to it is gone when the"
                            + " command ends. Name a file, as in " + urls.example() + ".");
        }
    }

    /** Makes sure that a database that is a file may be written. */
    public void requireWritable() {
        if (file != null) {
            requireKnownParameters(file.urls());
            file.requireUsable();
            file.requireWritable();
        }
    }

    private void requireKnownParameters(FileUrls urls) {
        if (!urls.swallowUnknownParameters(url)) {
            return;
        }
        Drivers.ofUrl(url).ifPresent(driver -> {
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

    /** The file that the database is; null if it is none, or only the owner of the connections knows. */
    public @Nullable Path file() {
        return file == null ? null : file.path();
    }

    private static @Nullable TargetFile file(@Nullable DatabaseProduct product, String url, String description) {
        FileUrls urls = product == null ? null : product.driver().filesOf(url);
        Path path = urls == null ? null : urls.file(url);
        return urls == null || path == null ? null : new TargetFile(path, description, url, urls);
    }
}
