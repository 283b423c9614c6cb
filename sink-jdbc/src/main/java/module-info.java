/** Exports as tables of databases. Start with {@link io.memberport.sink.jdbc.JdbcMemberSink}. */
// JDBI and two of the drivers have no descriptors, but name themselves in their manifests, so the names will stay.
@SuppressWarnings("requires-automatic")
module io.memberport.sink.jdbc {
    // JDBI uses it and, without a descriptor, cannot ask for it.
    requires io.leangen.geantyref;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires io.memberport.encoding;
    requires transitive java.sql;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires static org.jspecify;
    // A program brings the drivers that it uses.
    requires static duckdb.jdbc;
    requires static org.mariadb.jdbc;
    requires static org.postgresql.jdbc;

    exports io.memberport.sink.jdbc;
    exports io.memberport.sink.jdbc.options;
    // PostgreSQL's driver makes the sockets, by the name of their class.
    exports io.memberport.sink.jdbc.postgres to
            org.postgresql.jdbc;

    uses java.sql.Driver;

    // Named in META-INF/services too, for the class path.
    provides io.memberport.port.MemberSinkProvider with
            io.memberport.sink.jdbc.JdbcMemberSinkProvider;
}
