package io.memberport.sink.s3.format;

import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import io.memberport.sink.s3.store.PartUploads;
import java.util.ArrayList;
import java.util.List;

/** The data files of one export, numbered as they begin. Used by one thread. */
public final class FileSeries {

    private final Bucket bucket;
    private final PartUploads uploads;
    private final ExportFolder folder;
    private final String run;
    private final String extension;
    private final List<DataFile> files = new ArrayList<>();

    public FileSeries(Bucket bucket, PartUploads uploads, ExportFolder folder, String run, String extension) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.folder = folder;
        this.run = run;
        this.extension = extension;
    }

    /** Begins the next one. */
    public DataFile start() {
        DataFile file = new DataFile(bucket, uploads, folder.file(files.size(), run, extension), run);
        files.add(file);
        return file;
    }

    public S3Target target() {
        return bucket.target();
    }

    /** All that have begun, in order. */
    public List<DataFile> files() {
        return List.copyOf(files);
    }
}
