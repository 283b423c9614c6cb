/**
 * Alida's API over HTTP: exports, and downloads that resume. Start with {@link io.memberport.http.AlidaApi}.
 */
// HttpClient has no descriptor, but names itself in its manifest, so the names will stay.
@SuppressWarnings("requires-automatic")
module io.memberport.http {
    // HttpClient uses these two and, without a descriptor, cannot ask for them.
    requires java.security.jgss;
    requires jdk.net;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires transitive io.memberport.file;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.memberport.http;
}
