/** Exports as CSV files. Start with {@link io.memberport.sink.csv.CsvMemberSink}. */
module io.memberport.sink.csv {
    requires com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires io.memberport.encoding;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.memberport.sink.csv;
    // For its manifests, which are records.
    opens io.memberport.sink.csv to
            com.fasterxml.jackson.databind;

    // Named in META-INF/services too, for the class path.
    provides io.memberport.port.MemberSinkProvider with
            io.memberport.sink.csv.CsvMemberSinkProvider;
}
