package io.memberport.sink.s3.erasure;

import io.memberport.encoding.json.PrivacyReport;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.catalog.CommittedExport;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.store.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a community has at the target: the exports that {@code _latest.json} names and those that it has forgotten, as far as a manifest
 * describes them.
 *
 * @param undescribed objects below the community's prefix that no manifest describes
 */
record Inventory(List<StoredExport> exports, long undescribed) {

    /** A file or a manifest: its folder and its run. */
    private static final Pattern OBJECT =
            Pattern.compile("(.*/)(?:part-\\d{5,}-|_manifest-)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.[^/]+");

    /**
     * Looks.
     *
     * @throws MemberportException if an export that is named is there in parts
     */
    static Inventory of(CommunityState state, String community, Bucket bucket) {
        Map<String, List<Bucket.Listed>> byManifest = new TreeMap<>();
        long undescribed = 0;
        for (Bucket.Listed object : bucket.list(ExportFolder.ofCommunity(community))) {
            Matcher name = OBJECT.matcher(object.key());
            if (name.matches()) {
                String manifest = new ExportFolder(name.group(1)).manifest(name.group(2));
                byManifest.computeIfAbsent(manifest, key -> new ArrayList<>()).add(object);
            } else {
                undescribed++;
            }
        }
        Set<String> named = state.record().map(CommittedExport::manifest).collect(Collectors.toSet());
        List<StoredExport> exports = new ArrayList<>();
        for (Map.Entry<String, List<Bucket.Listed>> found : byManifest.entrySet()) {
            Optional<StoredExport> export = export(found.getKey(), found.getValue(), bucket);
            if (export.isPresent()) {
                exports.add(export.get());
                undescribed += found.getValue().size()
                        - 1L
                        - export.get().manifest().files().size();
            } else if (named.contains(found.getKey())) {
                throw incomplete(found.getKey(), bucket);
            } else {
                undescribed += found.getValue().size();
            }
        }
        return new Inventory(List.copyOf(exports), undescribed);
    }

    /** The ids of all keys with which member ids are hashed. */
    Set<String> memberIdKeys() {
        return PrivacyReport.memberIdKeys(exports.stream()
                .flatMap(export -> Stream.ofNullable(export.manifest().privacy())));
    }

    private static Optional<StoredExport> export(String key, List<Bucket.Listed> objects, Bucket bucket) {
        Map<String, Long> sizes =
                objects.stream().collect(Collectors.toMap(Bucket.Listed::key, Bucket.Listed::sizeBytes));
        Optional<Manifest> manifest = sizes.containsKey(key) ? Manifest.read(key, bucket) : Optional.empty();
        for (Manifest.File file : manifest.map(Manifest::files).orElse(List.of())) {
            if (!Long.valueOf(file.sizeBytes()).equals(sizes.get(file.key()))) {
                throw incomplete(key, bucket);
            }
        }
        return manifest.map(found -> new StoredExport(folder(key), found));
    }

    private static ExportFolder folder(String key) {
        return new ExportFolder(key.substring(0, key.lastIndexOf('/') + 1));
    }

    private static MemberportException incomplete(String key, Bucket bucket) {
        String folder = bucket.target() + folder(key).path();
        return new MemberportException(
                FailureKind.TARGET,
                "The export in " + folder + " is not what was committed: objects were deleted or changed since. "
                        + "Restore them, or delete all objects of the folder; then erase the members again.");
    }
}
