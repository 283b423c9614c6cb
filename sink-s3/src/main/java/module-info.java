/** Exports as objects in a bucket. Start with {@link io.memberport.sink.s3.S3MemberSink}. */
// The AWS SDK and HttpClient have no descriptors, but name themselves in their manifests, so the names will stay.
// Parquet is
// not named: its jars share packages, so it is on the class path if it is there at all; see ParquetLibrary.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"}) // S3's name ends in a digit.
module io.memberport.sink.s3 {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.databind;
    requires com.github.luben.zstd_jni;
    requires transitive io.memberport.core;
    requires io.memberport.encoding;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;
    requires transitive software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.apache5;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.services.sts;
    requires static org.jspecify;

    exports io.memberport.sink.s3;

    // For its documents, which are records.
    opens io.memberport.sink.s3.catalog to
            com.fasterxml.jackson.databind;

    // Named in META-INF/services too, for the class path.
    provides io.memberport.port.MemberSinkProvider with
            io.memberport.sink.s3.S3MemberSinkProvider;
}
