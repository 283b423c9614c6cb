package io.memberport.sink.jdbc.database;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a JDBC URL. Some make the driver run code, or read and write files, on this machine: a URL comes from
 * settings files and environments, too, so the user has to allow those by name.
 */
final class UrlParameters {

    /** All that separate parameters, for any driver: MySQL's takes them in brackets with the host, too. */
    private static final Pattern SEPARATORS = Pattern.compile("[?&;,()]");

    private UrlParameters() {}

    /**
     * Refuses a URL with a parameter that lets no run succeed.
     *
     * @param breaking such parameters, in lower case, and the values that make every run fail
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}; it names the parameter and not its value
     */
    static void requireWorkable(String url, String description, Map<String, Pattern> breaking) {
        Stream<String> found = Arrays.stream(SEPARATORS.split(url))
                .skip(1)
                .map(parameter -> decoded(parameter).toLowerCase(Locale.ROOT).split("=", 2))
                .filter(parts -> parts.length == 2)
                .filter(parts -> {
                    Pattern values = breaking.get(parts[0].strip());
                    return values != null && values.matcher(parts[1].strip()).matches();
                })
                .map(parts -> parts[0].strip());
        refuse(found, description, name -> " with a value that makes every run fail. Remove it.");
    }

    /**
     * Refuses a URL with a parameter that could do harm.
     *
     * @param dangerous such parameters, in lower case
     * @param allowed names, in any case
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}; it names the parameter and not its value
     */
    static void requireHarmless(String url, String description, Set<String> dangerous, Set<String> allowed) {
        Set<String> lower = allowed.stream().map(UrlParameters::lower).collect(Collectors.toSet());
        refuse(
                names(url).filter(name -> dangerous.contains(name) && !lower.contains(name)),
                description,
                name -> ", which can make the driver run code or use files of this machine. Remove it, or allow it with"
                        + " the option allow-parameters=" + name + ".");
    }

    /**
     * Refuses a URL with a parameter that the driver does not know.
     *
     * @param known in any case
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}
     */
    static void requireKnown(String url, String description, Set<String> known) {
        Set<String> lower = known.stream().map(UrlParameters::lower).collect(Collectors.toSet());
        Stream<String> unknown = Arrays.stream(
                        url.substring(url.indexOf('?') + 1).split("&"))
                .map(parameter -> lower(parameter.split("=", 2)[0]))
                .filter(name -> !name.isEmpty() && !lower.contains(name));
        refuse(
                unknown,
                description,
                name ->
                        ", which its driver does not know and would read as a part of the file's name. Correct or remove"
                                + " it.");
    }

    private static void refuse(Stream<String> found, String description, UnaryOperator<String> why) {
        found.findFirst().ifPresent(name -> {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + description + " has the parameter " + name + why.apply(name));
        });
    }

    /** In lower case, as written and as decoded, for drivers differ in that. */
    private static Stream<String> names(String url) {
        return Arrays.stream(SEPARATORS.split(url))
                .skip(1)
                .map(parameter -> parameter.split("=", 2)[0])
                .flatMap(name -> Stream.of(name, decoded(name)))
                .map(UrlParameters::lower);
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
