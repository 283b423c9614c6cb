package io.memberport.sink.s3;

import java.util.ArrayList;
import java.util.List;

/** The data files of one export, numbered as they begin. Used by one thread. */
final class FileSeries {

    private final Bucket bucket;
    private final PartUploads uploads;
    private final ExportFolder folder;
    private final String run;
    private final String extension;
    private final List<DataFile> files = new ArrayList<>();

    FileSeries(Bucket bucket, PartUploads uploads, ExportFolder folder, String run, String extension) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.folder = folder;
        this.run = run;
        this.extension = extension;
    }

    /** Begins the next one. */
    DataFile start() {
        DataFile file = DataFile.start(bucket, uploads, folder.file(files.size(), run, extension), run);
        files.add(file);
        return file;
    }

    S3Target target() {
        return bucket.target();
    }

    /** All that have begun, in order. */
    List<DataFile> files() {
        return List.copyOf(files);
    }
}
