package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A database that runs write into and that is put back to what it was before each of them. */
interface Place {

    /** The name of the user that runs log in as, where there are users. */
    String USER = "loader";

    /** Its password, which nothing but a test knows. */
    String PASSWORD = "sesame-of-loader";

    /** What the program calls it. */
    String url();

    /** Lets the program in. */
    default Map<String, String> environment() {
        return Map.of("MEMBERPORT_JDBC_USER", USER, "MEMBERPORT_JDBC_PASSWORD", PASSWORD);
    }

    /** Where the earlier export goes before anything else happens; {@link #prepare} puts it into {@link #url}. */
    String earlierUrl();

    void prepare(InitialContent start) throws Exception;

    Connection connect() throws SQLException;

    /** Whether a server still works for a client that has gone. */
    boolean isBusy() throws SQLException;

    /** What is there beside the tables of the export. */
    List<String> strays() throws Exception;
}
