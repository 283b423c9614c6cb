package io.memberport.sink.s3.erasure;

import io.memberport.sink.s3.store.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what the sink cannot reach. */
final class Remains {

    private static final int MOST_FOLDERS = 20;

    private Remains() {}

    /**
     * A sentence for each.
     *
     * @param folders in which objects are deleted
     * @param undescribed objects that were not looked into
     */
    static List<String> of(Bucket bucket, List<String> folders, long undescribed) {
        List<String> remains = new ArrayList<>();
        Optional<Boolean> versions = bucket.keepsVersions();
        if (versions.isEmpty()) {
            remains.add("Whether the bucket keeps former versions of objects is not known: the store does not say"
                    + " (s3:GetBucketVersioning). If it does, delete those" + under(bucket, folders) + ".");
        } else if (versions.get()) {
            remains.add(
                    "The bucket is versioned: it keeps former versions of deleted objects until they are deleted by version or by"
                            + " a lifecycle rule. Delete those" + under(bucket, folders) + ".");
        }
        if (undescribed > 0) {
            remains.add(
                    "Objects of the community that no manifest describes were not looked into: " + undescribed + ".");
        }
        remains.add("Replicas, backups and copies of objects of " + bucket.target() + " are not reached.");
        return remains;
    }

    private static String under(Bucket bucket, List<String> folders) {
        if (folders.isEmpty()) {
            return " of " + bucket.target();
        }
        List<String> shown = folders.stream()
                .limit(MOST_FOLDERS)
                .map(folder -> bucket.target() + folder)
                .toList();
        int more = folders.size() - shown.size();
        return " in " + String.join(", ", shown) + (more > 0 ? " and " + more + " more folders" : "");
    }
}
