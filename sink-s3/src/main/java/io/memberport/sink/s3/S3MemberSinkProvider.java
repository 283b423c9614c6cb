package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.sink.s3.S3Options.InvalidValues;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.store.StoreEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes sinks from targets like {@code s3://bucket/prefix/}. */
public final class S3MemberSinkProvider implements MemberSinkProvider {

    private static final String DEFAULT_FILE_SIZE = "128MiB";

    /** For {@link java.util.ServiceLoader}. */
    public S3MemberSinkProvider() {}

    @Override
    public String scheme() {
        return S3Target.SCHEME;
    }

    @Override
    public String summary() {
        return "Objects in a bucket, which query engines can read in place; every export is kept";
    }

    @Override
    public String targetSyntax() {
        return "s3://BUCKET/PREFIX/";
    }

    @Override
    public List<SinkOption> options() {
        return List.of(
                SinkOption.choice(
                        "format",
                        Format.class,
                        Format.JSONL,
                        "Documents as Alida sends them (jsonl), or rows (csv, parquet)."),
                SinkOption.choice(
                        "layout",
                        Layout.class,
                        null,
                        "For jsonl: json. For csv: long. For parquet: long (a row per value) or wide (a row per "
                                + "member)."),
                SinkOption.choice("compression", Compression.class, Compression.GZIP, "How files are compressed."),
                SinkOption.choice(
                        "invalid-values",
                        InvalidValues.class,
                        InvalidValues.REJECT,
                        "If parquet cannot hold a value: fail the run, or write null."),
                SinkOption.size(
                        "file-size",
                        DEFAULT_FILE_SIZE,
                        "Uncompressed size at which a new file begins, 512MiB for example."),
                SinkOption.size("part-size", "", "The former name of file-size."),
                SinkOption.value("region", "region", "", "Region of the bucket. If not given, the SDK finds it."),
                SinkOption.value("endpoint", "URL", "", "Address of the store, if it is not Amazon's."),
                SinkOption.flag(
                        "path-style",
                        false,
                        "Whether the bucket's name is in the path of the URL, as many stores " + "require."),
                SinkOption.value("profile", "name", "", "A profile of AWS's shared files."),
                SinkOption.value("assume-role", "ARN", "", "A role to assume."),
                SinkOption.choice(
                        "checksums",
                        List.of("when-supported", "when-required"),
                        "when-supported",
                        "Whether to send checksums that some stores do not support."),
                SinkOption.value(
                        "encryption",
                        "AES256|aws:kms|aws:kms:dsse",
                        "",
                        "Server-side encryption. If not given, the store's default."),
                SinkOption.value("kms-key", "id or ARN", "", "The key for aws:kms."),
                SinkOption.value("storage-class", "class", "", "Storage class of data files, STANDARD_IA for example."),
                SinkOption.value("tags", "name=value,…", "", "Of data files."));
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        return S3MemberSink.to(target)
                .format(options.choice("format", Format.class))
                .layout(options.find("layout").isEmpty() ? null : options.choice("layout", Layout.class))
                .compression(options.choice("compression", Compression.class))
                .invalidValues(options.choice("invalid-values", InvalidValues.class))
                .fileBytes(fileBytes(options))
                .region(options.find("region").orElse(null))
                .endpoint(options.find("endpoint").map(StoreEndpoint::parse).orElse(null))
                .pathStyle(options.flag("path-style"))
                .profile(options.find("profile").orElse(null))
                .assumeRole(options.find("assume-role").orElse(null))
                .checksums(options.get("checksums").equals("when-supported"))
                .encryption(
                        options.find("encryption").orElse(null),
                        options.find("kms-key").orElse(null))
                .storageClass(options.find("storage-class").orElse(null))
                .tags(tags(options.get("tags")))
                .network(options.network().orElse(null))
                .build();
    }

    private static long fileBytes(SinkOptions options) {
        if (options.find("part-size").isEmpty()) {
            return options.bytes("file-size");
        }
        if (!options.get("file-size").equals(DEFAULT_FILE_SIZE)) {
            throw misuse("The option 's3.part-size' is the former name of 's3.file-size'. Set s3.file-size only.");
        }
        return options.bytes("part-size");
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (text.isBlank()) {
            return tags;
        }
        for (String tag : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            if (equals < 1
                    || tags.put(
                                    tag.substring(0, equals).strip(),
                                    tag.substring(equals + 1).strip())
                            != null) {
                throw misuse("The option 's3.tags' is '" + text
                        + "'; it must be name=value, several separated by commas," + " no name twice.");
            }
        }
        return tags;
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }
}
