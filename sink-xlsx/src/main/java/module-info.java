/** Exports as workbooks for spreadsheet programs. Start with {@link io.memberport.sink.xlsx.XlsxMemberSink}. */
module io.memberport.sink.xlsx {
    requires com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires io.memberport.encoding;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.memberport.sink.xlsx;
    // For its manifests, which are records.
    opens io.memberport.sink.xlsx to
            com.fasterxml.jackson.databind;

    // Named in META-INF/services too, for the class path.
    provides io.memberport.port.MemberSinkProvider with
            io.memberport.sink.xlsx.XlsxMemberSinkProvider;
}
