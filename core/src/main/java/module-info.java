/**
 * The domain, the ports and the export use case; needs nothing but the JDK. Start with {@link
 * io.memberport.export.MemberExport}, or with {@link io.memberport.port.MemberSink} to write a target of your own.
 */
// Those that it is exported to need it, so they are never there when it is compiled.
@SuppressWarnings("module")
module io.memberport.core {
    // No program needs the annotations to run. Not transitive, although they stand in signatures: then no program could
    // be
    // compiled against this module without JSpecify.
    requires static org.jspecify;

    exports io.memberport.error;
    exports io.memberport.export;
    exports io.memberport.export.drift;
    exports io.memberport.export.erasure;
    exports io.memberport.model;
    exports io.memberport.port;
    exports io.memberport.port.file to
            io.memberport.encoding,
            io.memberport.file,
            io.memberport.http,
            io.memberport.sink.csv,
            io.memberport.sink.jdbc;
    exports io.memberport.port.network;
    exports io.memberport.privacy;
}
