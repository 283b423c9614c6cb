package io.memberport.sink.s3.erasure;

import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.store.DataFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads files of one format. */
interface FileFilter {

    /**
     * Reads a whole file, and makes sure that it is the one that was committed.
     *
     * @param out gets what stays, and is finished; null to count only
     * @throws IOException if it is not such a file
     */
    Findings read(Manifest.File file, @Nullable DataFile out) throws IOException;
}
