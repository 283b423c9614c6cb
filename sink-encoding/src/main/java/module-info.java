/**
 * What members become bytes with. For Memberport's own sinks only: not kept compatible from one version to the next. Start with {@link
 * io.memberport.encoding.block.BlockEncoder}.
 */
// Those that it is exported to need it, so they are never there when it is compiled.
@SuppressWarnings("module")
module io.memberport.encoding {
    // Of sinks that keep documents; the others run without it.
    requires static com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires static org.jspecify;
    // Of sinks that replace files.
    requires static org.slf4j;

    exports io.memberport.encoding.block to
            io.memberport.sink.csv,
            io.memberport.sink.jdbc,
            io.memberport.sink.s3,
            io.memberport.sink.xlsx;
    exports io.memberport.encoding.column to
            io.memberport.sink.csv,
            io.memberport.sink.jdbc,
            io.memberport.sink.s3,
            io.memberport.sink.xlsx;
    // The columns of documents are records, too.
    opens io.memberport.encoding.column to
            com.fasterxml.jackson.databind;

    exports io.memberport.encoding.csv to
            io.memberport.sink.csv,
            io.memberport.sink.jdbc,
            io.memberport.sink.s3,
            io.memberport.sink.xlsx;
    exports io.memberport.encoding.deflate to
            io.memberport.sink.s3,
            io.memberport.sink.xlsx;
    exports io.memberport.encoding.file to
            io.memberport.sink.csv,
            io.memberport.sink.xlsx;
    // What manifests have in common are records, too.
    opens io.memberport.encoding.file to
            com.fasterxml.jackson.databind;

    exports io.memberport.encoding.json to
            io.memberport.sink.csv,
            io.memberport.sink.jdbc,
            io.memberport.sink.s3,
            io.memberport.sink.xlsx;
    // The report on personal data is a record in documents, too.
    opens io.memberport.encoding.json to
            com.fasterxml.jackson.databind;
}
