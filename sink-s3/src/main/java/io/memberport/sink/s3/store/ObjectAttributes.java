package io.memberport.sink.s3.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the store is told of the objects that it gets.
 *
 * @param contentType of data files
 * @param encryption how the store encrypts; null for its default
 * @param kmsKey the key for it; null for the store's default
 * @param storageClass of data files; null for the store's default
 * @param tags on data files
 * @param checksums whether the store is sent checksums, and asked to compare them
 */
public record ObjectAttributes(
        String contentType,
        @Nullable String encryption,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        Map<String, String> tags,
        boolean checksums) {

    public ObjectAttributes {
        tags = Map.copyOf(tags);
    }

    ObjectAttributes withContentType(String other) {
        return new ObjectAttributes(other, encryption, kmsKey, storageClass, tags, checksums);
    }

    /** The tags as the store takes them; null if there are none. */
    @Nullable String tagging() {
        return tags.isEmpty()
                ? null
                : tags.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> encoded(tag.getKey()) + "=" + encoded(tag.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
