package io.memberport.sink.s3;

import io.memberport.sink.s3.S3MemberSink.Compression;
import io.memberport.sink.s3.S3MemberSink.Format;
import io.memberport.sink.s3.S3MemberSink.InvalidValues;
import io.memberport.sink.s3.S3MemberSink.Layout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What objects are like.
 *
 * @param layout one that the format has
 * @param invalidValues what becomes of values that the format cannot hold
 * @param fileBytes how long a file may become before it is compressed
 * @param encryption how the store encrypts; null for its default
 * @param kmsKey the key for it; null for the store's default
 * @param storageClass null for the store's default
 * @param tags on data files
 * @param checksums whether the store is sent checksums, and asked to compare them
 */
record S3Settings(
        Format format,
        Layout layout,
        Compression compression,
        InvalidValues invalidValues,
        long fileBytes,
        @Nullable String encryption,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        Map<String, String> tags,
        boolean checksums) {

    S3Settings {
        tags = Map.copyOf(tags);
    }

    /** What the names of files end in. */
    String extension() {
        return format.extension(compression);
    }
}
