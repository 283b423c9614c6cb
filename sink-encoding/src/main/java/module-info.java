/**
 * What members become bytes with, for Memberport's own sinks and for nobody else. Start with {@link
 * io.memberport.encoding.BlockEncoder}.
 */
// Those that it is exported to need it, so they are never there when it is compiled.
@SuppressWarnings("module")
module io.memberport.encoding {
    // Of sinks that keep documents; the others run without it.
    requires static com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires static org.jspecify;

    exports io.memberport.encoding to
            io.memberport.sink.csv,
            io.memberport.sink.jdbc,
            io.memberport.sink.s3;
}
