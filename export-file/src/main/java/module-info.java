/**
 * The export file as a stream of members. Start with {@link io.memberport.file.ExportFile}.
 */
module io.memberport.file {
    requires transitive io.memberport.core;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.memberport.file;
}
