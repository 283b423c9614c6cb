package io.memberport.sink.s3.catalog;

import io.memberport.sink.s3.store.Bucket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of one export are, as Hive names partitions. Each of them has the run in its name: two runs that write the
 * same batch never write the same object, and what one of them deletes is not the other's.
 *
 * @param path relative to the target's prefix, with a slash at its end
 */
public record ExportFolder(String path) {

    /** What tells the folders of one batch apart, as {@link TargetClaim} gives it. */
    private static final Pattern NUMBER = Pattern.compile("(~\\d{1,6})?/$");

    /**
     * The folder of an export.
     *
     * @param exportDate null if it is not known before the members have been read, or never
     * @param batch the batch's guid, or what stands for it
     */
    static ExportFolder of(String community, @Nullable Instant exportDate, String batch) {
        String date = exportDate == null
                ? null
                : LocalDate.ofInstant(exportDate, ZoneOffset.UTC).toString();
        return new ExportFolder(ofCommunity(community) + "export_date=" + PartitionValue.escape(date) + "/batch="
                + PartitionValue.escape(batch) + "/");
    }

    /** Another folder for what is in this one, which holds nothing yet. */
    public ExportFolder successor(Bucket bucket) {
        String base = NUMBER.matcher(path).replaceFirst("");
        for (int number = 2; ; number++) {
            String free = base + "~" + number + "/";
            if (bucket.list(free).isEmpty()) {
                return new ExportFolder(free);
            }
        }
    }

    /** What the folders of all exports of a community begin with. */
    public static String ofCommunity(String community) {
        return "community=" + PartitionValue.escape(community) + "/";
    }

    public String manifest(String run) {
        return path + "_manifest-" + run + ".json";
    }

    /** The name of a file with a number, counted from 0. */
    public String file(int number, String run, String extension) {
        return path + String.format(Locale.ROOT, "part-%05d-", number) + run + extension;
    }

    /** What a run has here. */
    public List<Bucket.Listed> objects(String run, Bucket bucket) {
        return bucket.list(path).stream().filter(object -> isOf(run, object)).toList();
    }

    /** Whether an object that is here is a run's. */
    boolean isOf(String run, Bucket.Listed object) {
        return object.key().substring(path.length()).contains("-" + run + ".");
    }

    /** Deletes what a run has here, which must not be committed any more. */
    public void delete(String run, Bucket bucket) {
        objects(run, bucket).forEach(object -> bucket.delete(object.key()));
    }
}
