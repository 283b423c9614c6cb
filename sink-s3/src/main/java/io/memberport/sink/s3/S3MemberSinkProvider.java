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
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes sinks from targets like {@code s3://bucket/prefix/}. */
public final class S3MemberSinkProvider implements MemberSinkProvider {

    private static final String DEFAULT_FILE_SIZE = "128MiB";

    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,9})\\s*(kB|KiB|MB|MiB|GB|GiB)", Pattern.CASE_INSENSITIVE);

    /** For {@link java.util.ServiceLoader}. */
    public S3MemberSinkProvider() {}

    @Override
    public String scheme() {
        return S3Target.SCHEME;
    }

    @Override
    public String summary() {
        return "Objects in a bucket, for engines to read as they lie there; every export is kept";
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
                        List.of("jsonl", "csv", "parquet"),
                        "jsonl",
                        "Documents as Alida sends them (jsonl), or rows (csv, parquet)."),
                SinkOption.value(
                        "layout",
                        "json|long|wide",
                        "",
                        "json with jsonl, long with csv; long, a row per value, or wide, a row per member, with parquet."),
                SinkOption.choice("compression", List.of("gzip", "zstd", "none"), "gzip", "How files are compressed."),
                SinkOption.choice(
                        "invalid-values",
                        List.of("reject", "replace"),
                        "reject",
                        "If parquet cannot hold a value: fail the run, or write null."),
                SinkOption.value(
                        "file-size",
                        "size",
                        DEFAULT_FILE_SIZE,
                        "Uncompressed size at which a new file begins: 512MiB, 1GiB."),
                SinkOption.value("part-size", "size", "", "The former name of file-size."),
                SinkOption.value("region", "region", "", "Region of the bucket. If not given, the SDK finds it."),
                SinkOption.value("endpoint", "URL", "", "Address of the store, if it is not Amazon's."),
                SinkOption.choice(
                        "path-style",
                        List.of("true", "false"),
                        "false",
                        "Whether the bucket's name goes into the path, as many stores require."),
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
                        "Encryption by the store. If not given, the store's default."),
                SinkOption.value("kms-key", "id or ARN", "", "The key for aws:kms."),
                SinkOption.value("storage-class", "class", "", "Storage class of data files, STANDARD_IA for example."),
                SinkOption.value("tags", "name=value,…", "", "Of data files."));
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        return S3MemberSink.to(target)
                .format(Format.valueOf(upper(options.get("format"))))
                .layout(layout(options))
                .compression(Compression.valueOf(upper(options.get("compression"))))
                .invalidValues(InvalidValues.valueOf(upper(options.get("invalid-values"))))
                .fileBytes(fileBytes(options))
                .region(given(options, "region"))
                .endpoint(endpoint(given(options, "endpoint")))
                .pathStyle(options.get("path-style").equals("true"))
                .profile(given(options, "profile"))
                .assumeRole(given(options, "assume-role"))
                .checksums(options.get("checksums").equals("when-supported"))
                .encryption(given(options, "encryption"), given(options, "kms-key"))
                .storageClass(given(options, "storage-class"))
                .tags(tags(options.get("tags")))
                .network(options.network().orElse(null))
                .build();
    }

    private static @Nullable Layout layout(SinkOptions options) {
        String name = given(options, "layout");
        try {
            return name == null ? null : Layout.valueOf(upper(name));
        } catch (IllegalArgumentException unknown) {
            throw misuse("The option 's3.layout' is '" + name + "'; it must be json, long or wide.");
        }
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String given(SinkOptions options, String name) {
        String value = options.get(name);
        return value.isBlank() ? null : value;
    }

    private static long fileBytes(SinkOptions options) {
        String size = options.get("file-size");
        String former = options.get("part-size");
        if (former.isEmpty()) {
            return size("file-size", size);
        }
        if (!size.equals(DEFAULT_FILE_SIZE)) {
            throw misuse("The option 's3.part-size' is the former name of 's3.file-size'. Set s3.file-size only.");
        }
        return size("part-size", former);
    }

    private static long size(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw misuse("The option 's3." + option + "' is '" + text + "'; it must be a size like 128MiB or 1GiB.");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "KB" -> count * 1_000;
            case "KIB" -> count << 10;
            case "MB" -> count * 1_000_000;
            case "MIB" -> count << 20;
            case "GB" -> count * 1_000_000_000;
            default -> count << 30;
        };
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        return text == null ? null : StoreEndpoint.parse(text);
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
