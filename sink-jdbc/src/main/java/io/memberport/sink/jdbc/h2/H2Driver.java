package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.driver.DatabaseDriver;
import io.memberport.sink.jdbc.driver.FileUrls;
import java.util.Map;
import java.util.Set;

/** The driver of H2, with H2 in it. */
public final class H2Driver extends DatabaseDriver {

    /** From org.h2.engine.ConnectionInfo and SetTypes. */
    private static final Set<String> DANGEROUS = Set.of(
            "authenticator",
            "authrealm",
            "auto_server",
            "auto_server_port",
            "cluster",
            "database_event_listener",
            "init",
            "java_object_serializer",
            "trace_level_file");

    /** It would write each failure to a file beside the database, and with it the values that failed. */
    @Override
    public Map<String, String> properties(String url) {
        return file(url) == null ? Map.of() : Map.of("TRACE_LEVEL_FILE", "0");
    }

    @Override
    public Set<String> dangerousParameters() {
        return DANGEROUS;
    }

    @Override
    public FileUrls files() {
        return new H2Urls();
    }
}
