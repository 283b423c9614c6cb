/** Exports as CSV files. Start with {@link io.memberport.sink.csv.CsvMemberSink}. */
module io.memberport.sink.csv {
    requires com.fasterxml.jackson.core;
    requires transitive io.memberport.core;
    requires io.memberport.encoding;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.memberport.sink.csv;

    // Named in META-INF/services too, for the class path.
    provides io.memberport.port.MemberSinkProvider with
            io.memberport.sink.csv.CsvMemberSinkProvider;
}
