package com.example.nightly;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportPoller;
import io.memberport.export.PollSchedule;
import io.memberport.export.Restarts;
import io.memberport.http.AlidaApi;
import io.memberport.http.FileDownloader;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.Delays;
import java.nio.file.Path;

/** The raw file of an export in a service of one's own. */
final class NightlyDownload {

    private NightlyDownload() {}

    static ExportMetadata run(AlidaApi api, String batchId, Path file, FileDownloader.Progress progress) {
        ExportBatch batch = new ExportPoller(api, PollSchedule.DEFAULT).awaitSuccess(batchId, ExportListener.NONE);
        return new Restarts(Delays.REAL, ExportListener.NONE)
                .run(() -> FileDownloader.to(file).download(api, batch, progress));
    }
}
