package io.memberport.sink.s3;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects of one export are, as Hive names partitions.
 *
 * @param path relative to the target's prefix, with a slash at its end
 */
record ExportFolder(String path) {

    private static final String MANIFEST = "_manifest.json";

    /**
     * The folder of an export.
     *
     * @param exportDate null if it is not known before the members have been read, or never
     * @param batch the batch's guid, or what stands for it
     */
    static ExportFolder of(String community, @Nullable Instant exportDate, String batch) {
        String date = exportDate == null ? null : day(exportDate).toString();
        return new ExportFolder(ofCommunity(community) + "export_date=" + PartitionValue.escape(date) + "/batch="
                + PartitionValue.escape(batch) + "/");
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** What the folders of all exports of a community begin with. */
    static String ofCommunity(String community) {
        return "community=" + PartitionValue.escape(community) + "/";
    }

    String manifest() {
        return path + MANIFEST;
    }

    /** The name of a file with a number, counted from 0. */
    String file(int number, String extension) {
        return path + String.format(java.util.Locale.ROOT, "part-%05d", number) + extension;
    }
}
