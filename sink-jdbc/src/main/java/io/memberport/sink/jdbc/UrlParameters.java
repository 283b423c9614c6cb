package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static final Pattern ANY = Pattern.compile(".*");

    /** Those of all drivers in one set, in lower case; each driver ignores or refuses what is another's. */
    private static final Set<String> DANGEROUS = Set.of(
            // PostgreSQL: org.postgresql.PGProperty
            "authenticationpluginclassname",
            "classloaderstrategy",
            "connectexecutor",
            "connectexecutorarg",
            "jaasapplicationname",
            "jaaslogin",
            "loggerfile",
            "loggerlevel",
            "service",
            "socketfactory",
            "socketfactoryarg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "sspiserviceclass",
            "xmlfactoryfactory",
            // MariaDB: org.mariadb.jdbc.Configuration
            "allowlocalinfile",
            "credentialtype",
            "initsql",
            "tlssockettype",
            // MySQL Connector/J: com.mysql.cj.conf.PropertyKey
            "allowloadlocalinfile",
            "allowloadlocalinfileinpath",
            "allowurlinlocalinfile",
            "authenticationplugins",
            "autodeserialize",
            "clientinfoprovider",
            "connectionlifecycleinterceptors",
            "defaultauthenticationplugin",
            "exceptioninterceptors",
            "ha.loadbalancestrategy",
            "loadbalanceautocommitstatementregex",
            "loadbalanceconnectiongroup",
            "loadbalanceexceptionchecker",
            "loadbalancestrategy",
            "logger",
            "parseinfocachefactory",
            "profilereventhandler",
            "propertiestransform",
            "queryinfocachefactory",
            "queryinterceptors",
            "serverconfigcachefactory",
            "serverrsapublickeyfile",
            "serveraffinityorder",
            "statementinterceptors",
            "useconfigs",
            // H2: org.h2.engine.ConnectionInfo, SetTypes
            "authenticator",
            "authrealm",
            "auto_server",
            "auto_server_port",
            "cluster",
            "database_event_listener",
            "init",
            "java_object_serializer",
            "trace_level_file",
            // SQLite: org.sqlite.SQLiteConfig.Pragma, and what SQLite itself takes of a file: name
            "enable_load_extension",
            "temp_store_directory",
            "vfs",
            // DuckDB: duckdb_settings()
            "allow_community_extensions",
            "allow_extensions_metadata_mismatch",
            "allow_unsigned_extensions",
            "autoinstall_extension_repository",
            "autoinstall_known_extensions",
            "autoload_known_extensions",
            "custom_extension_repository",
            "extension_directories",
            "extension_directory",
            "home_directory",
            "log_query_path",
            "profile_output",
            "profiling_output",
            "secret_directory",
            "session_init_sql_file",
            "temp_directory");

    /** Those with which every run fails, in lower case, and the values that make it so. */
    private static final Map<String, Pattern> BREAKING = Map.of(
            // PostgreSQL: the savepoints are in the way of COPY.
            "autosave", Pattern.compile("always|conservative"),
            // SQLite: statements then have results, and what follows is not quoted by the driver.
            "count_changes", Pattern.compile("1|true|yes|on"),
            "encoding", Pattern.compile("[^'\"].*-.*"),
            "limit_variable_number", ANY,
            "limit_sql_length", ANY,
            "limit_column", ANY,
            "limit_compound_select", ANY,
            "limit_expr_depth", ANY,
            "limit_vdbe_op", ANY,
            "limit_length", ANY);

    private UrlParameters() {}

    /**
     * Refuses a URL with a parameter that lets no run succeed.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}; it names the parameter and not its value
     */
    static void requireWorkable(String url, String description) {
        Arrays.stream(SEPARATORS.split(url))
                .skip(1)
                .map(parameter -> decoded(parameter).toLowerCase(Locale.ROOT).split("=", 2))
                .filter(parts -> parts.length == 2)
                .filter(parts -> {
                    Pattern values = BREAKING.get(parts[0].strip());
                    return values != null && values.matcher(parts[1].strip()).matches();
                })
                .findFirst()
                .ifPresent(parts -> {
                    throw new MemberportException(
                            FailureKind.CONFIGURATION,
                            "The target " + description + " has the parameter " + parts[0].strip()
                                    + " with a value that makes every run fail. Remove it.");
                });
    }

    /**
     * Refuses a URL with such a parameter.
     *
     * @param allowed names, in any case
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}; it names the parameter and not its value
     */
    static void requireHarmless(String url, String description, Set<String> allowed) {
        Set<String> lower =
                allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        names(url)
                .filter(name -> DANGEROUS.contains(name) && !lower.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new MemberportException(
                            FailureKind.CONFIGURATION,
                            "The target " + description + " has the parameter " + name
                                    + ", which can make the driver run"
                                    + " code or use files of this machine. Remove it, or allow it with the option"
                                    + " allow-parameters=" + name + ".");
                });
    }

    /**
     * Refuses a URL with a parameter that the driver does not know.
     *
     * @param known in any case
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION}
     */
    static void requireKnown(String url, String description, Set<String> known) {
        Set<String> lower =
                known.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        String parameters = url.substring(url.indexOf('?'));
        Arrays.stream(parameters.substring(1).split("&"))
                .map(parameter -> parameter.split("=", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !lower.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new MemberportException(
                            FailureKind.CONFIGURATION,
                            "The target " + description + " has the parameter " + name
                                    + ", which its driver does not know"
                                    + " and would take for a part of the file's name. Correct or remove it.");
                });
    }

    /** In lower case, as written and as decoded, for drivers differ in that. */
    private static Stream<String> names(String url) {
        return Arrays.stream(SEPARATORS.split(url))
                .skip(1)
                .map(parameter -> parameter.split("=", 2)[0])
                .flatMap(name -> Stream.of(name, decoded(name)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
