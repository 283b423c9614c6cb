package io.memberport.sink.jdbc.driver;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the driver of a database that is a file reads a URL: which file it means, and what it would take for something else
 * than its user does. A subclass has the rules of its driver. Stateless.
 */
public abstract class FileUrls {

    /** What separates parameters for one of the drivers, and is an ordinary character for another. */
    private static final Pattern PARAMETER = Pattern.compile("[?;]\\s*[\\w.]+\\s*=");

    /** The drive of a path on Windows has one letter. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9_+.-]+):.*", Pattern.DOTALL);

    private static final Pattern HOME = Pattern.compile("~|~[^/\\\\]*[/\\\\].*", Pattern.DOTALL);

    private final String product;
    private final String prefix;
    private final String separator;
    private final String next;
    private final String example;

    /**
     * @param separator what the parameters begin with
     * @param next what separates them from each other
     * @param example of a URL that names a file
     */
    public FileUrls(String product, String prefix, String separator, String next, String example) {
        this.product = product;
        this.prefix = prefix;
        this.separator = separator;
        this.next = next;
        this.example = example;
    }

    /** Whether a URL is one of this driver's. */
    public final boolean take(String url) {
        return url.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The file that a URL means; null for a database in memory or in a server, and for a URL with a {@link #mistake}. */
    public abstract @Nullable Path file(String url);

    /** Whether what is written is gone when the last connection ends. */
    public abstract boolean keepNothing(String url);

    /** The parameter that opens a database for reading only; null if there is none. */
    public abstract @Nullable String parameterAgainstWriting(String url);

    /** The parameter that keeps a database from being made; null if there is none. */
    public @Nullable String parameterAgainstCreation(String url) {
        return parameterAgainstWriting(url);
    }

    /** What this driver has for a mistake that no other would; a predicate and what to do instead. */
    public abstract @Nullable String ownMistake(String url);

    /** What files of the database are. */
    public abstract FileKind kind();

    /** What the driver puts behind the name of a file. */
    public String ending() {
        return "";
    }

    /** Whether an empty file is a database without tables. */
    public boolean takesEmptyFile() {
        return true;
    }

    /** Whether a parameter that the driver does not know would become part of a file's name. */
    public boolean swallowUnknownParameters(String url) {
        return false;
    }

    /** Where the database puts what does not fit into memory; null if it protects that itself. */
    public @Nullable Path temporaryDirectory(Path file) {
        return null;
    }

    /** The URL of a database in a file. */
    public final String urlOf(Path file) {
        return prefix + file;
    }

    /** What to call the database in messages. */
    public final String product() {
        return product;
    }

    /** The directory that the driver has for {@code ~/}; null if that is nothing special to it. */
    public @Nullable String home() {
        return null;
    }

    /** Why a URL does not mean the file that its user thinks, and what to do, to follow the target; null if it is clear. */
    public final @Nullable String mistake(String url) {
        if (!url.startsWith(prefix)) {
            return "does not begin with " + prefix + " in small letters. Write it so.";
        }
        String name = name(url);
        String own = ownMistake(url);
        if (own != null) {
            return own;
        }
        if (PARAMETER.matcher(name).find()) {
            return "has parameters that its driver would read as a part of the file's name. Begin them with "
                    + separator + " and separate them by " + next + ".";
        }
        if (HOME.matcher(name).matches() && (home() == null || !name.startsWith("~/"))) {
            return "does not name a file in the home directory: for the driver of " + product
                    + ", ~ is a name like any other. Write the path in full, /home/me/members.db for example.";
        }
        if (name.endsWith("/") || name.endsWith("\\")) {
            return "names a directory. Put the name of a file behind it.";
        }
        return path(name) == null ? "has a name that a file cannot have on this system. Name another one." : null;
    }

    /** A URL that names a file. */
    public final String example() {
        return example;
    }

    /** What a message shows of a URL: no parameters, which have secrets in them, even if they begin in a wrong way. */
    public String shown(String url) {
        String name = name(url);
        Matcher parameter = PARAMETER.matcher(name);
        return url.substring(0, prefix.length()) + (parameter.find() ? name.substring(0, parameter.start()) : name);
    }

    /** What a URL has between its prefix and its parameters. */
    public final String name(String url) {
        String rest = url.substring(prefix.length());
        int end = rest.indexOf(separator);
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** What a URL has behind the name, with what separates the two. */
    public final String parameters(String url) {
        return url.substring(prefix.length() + name(url).length());
    }

    /** The value of a parameter, in lower case; empty if it is not there. */
    public final String parameter(String url, String wanted) {
        for (String parameter : parameters(url).split("[" + separator + next + "]", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(wanted)) {
                return parts[1].strip().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** What stands before the first colon of a name; null if that is a drive, or nothing. */
    public static @Nullable String scheme(String name) {
        Matcher scheme = SCHEME.matcher(name);
        return scheme.matches() ? scheme.group(1) : null;
    }

    /** The path of a name; null if the file system has no such names. */
    public final @Nullable Path path(String name) {
        try {
            String home = home();
            return Path.of(home != null && name.startsWith("~/") ? home + name.substring(1) : name);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }
}
