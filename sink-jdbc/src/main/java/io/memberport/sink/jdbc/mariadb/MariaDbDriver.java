package io.memberport.sink.jdbc.mariadb;

import io.memberport.sink.jdbc.driver.DatabaseDriver;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The driver of MariaDB, which connects to MySQL as well, and that of MySQL. */
public final class MariaDbDriver extends DatabaseDriver {

    /** From org.mariadb.jdbc.Configuration. */
    private static final Set<String> DANGEROUS_OF_MARIADB =
            Set.of("allowlocalinfile", "credentialtype", "initsql", "tlssockettype");

    /** From com.mysql.cj.conf.PropertyKey. */
    private static final Set<String> DANGEROUS_OF_MYSQL = Set.of(
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
            "useconfigs");

    /**
     * Of its own driver. The last one lets {@link InfileLoad} send rows; the driver refuses a server that asks for a file after
     * any other statement, and sends it rows, not a file, after that one.
     */
    private static final Map<String, String> OF_MARIADB = Map.of(
            "tcpKeepAlive",
            "true",
            "tcpKeepIdle",
            "60",
            "tcpKeepInterval",
            "15",
            "tcpKeepCount",
            "8",
            SOCKET_TIMEOUT,
            "60000",
            "useBulkStmts",
            "true",
            "allowLocalInfile",
            "true");

    private static final Map<String, String> OF_MYSQL = Map.of(
            "tcpKeepAlive",
            "true",
            SOCKET_TIMEOUT,
            "60000",
            "allowLoadLocalInfile",
            "false",
            "allowUrlInLocalInfile",
            "false");

    @Override
    public Map<String, String> properties(String url) {
        return url.startsWith("jdbc:mysql:") ? OF_MYSQL : OF_MARIADB;
    }

    @Override
    public Set<String> dangerousParameters() {
        return Stream.concat(DANGEROUS_OF_MARIADB.stream(), DANGEROUS_OF_MYSQL.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean connectsToOthers() {
        return true;
    }
}
