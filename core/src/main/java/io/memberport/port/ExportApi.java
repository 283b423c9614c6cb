package io.memberport.port;

import io.memberport.model.ExportBatch;

/** All that the main job asks of the API: start an export, tell how far it is, give its file. */
public interface ExportApi extends ExportStarter, ExportStatusSource {

    /**
     * The file of a batch that has succeeded. Nothing is asked of the API before the source is opened.
     *
     * @return a source, which the caller closes
     * @throws IllegalArgumentException if the batch has not succeeded
     */
    ExportFileSource file(ExportBatch batch);

    /** {@inheritDoc} Of a file, the deadline bounds what comes before its first byte. */
    @Override
    default ExportApi within(Deadline deadline) {
        return this;
    }
}
