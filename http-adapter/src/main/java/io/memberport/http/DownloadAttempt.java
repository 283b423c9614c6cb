package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ExportFile;
import io.memberport.http.FileDownloader.Progress;
import io.memberport.http.download.DownloadState;
import io.memberport.http.download.PartialFile;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One download of a {@link FileDownloader}: what it leaves, and of which file that is. */
final class DownloadAttempt {

    private static final int BUFFER_BYTES = 1 << 18;

    private final FileDownloader downloader;
    private final Path file;
    private final AlidaApi api;
    private final ExportBatch batch;
    private final Progress progress;
    private @Nullable StoredFile known;

    DownloadAttempt(FileDownloader downloader, Path file, AlidaApi api, ExportBatch batch, Progress progress) {
        this.downloader = downloader;
        this.file = file;
        this.api = api;
        this.batch = batch;
        this.progress = progress;
    }

    ExportMetadata run() {
        try (PartialFile part = PartialFile.of(file)) {
            ExportMetadata metadata = fill(part);
            part.moveTo(file);
            return metadata;
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private MemberportException unwritable(IOException failed) {
        return failed instanceof ClosedByInterruptException
                ? new MemberportException(FailureKind.INTERRUPTED, "Interrupted while downloading.")
                : PrivateFile.unwritable(file, failed);
    }

    private ExportMetadata fill(PartialFile part) {
        boolean done = false;
        boolean isUseful = true;
        try (FileDownload download = open(part)) {
            copyAndKnow(download, part);
            part.force();
            ExportMetadata metadata = verify(part);
            downloader.check();
            done = true;
            return metadata;
        } catch (MemberportException failed) {
            isUseful = isUsefulAfter(failed, part);
            throw failed;
        } catch (IOException failed) {
            throw unwritable(failed);
        } finally {
            if (!done) {
                leave(part, isUseful);
            }
        }
    }

    private FileDownload open(PartialFile part) throws IOException {
        Optional<DownloadState> former = part.former(batch.id());
        if (former.isEmpty()) {
            part.restart();
            return api.openFile(batch);
        }
        StoredFile stored = StoredFile.of(former.get().file());
        known = stored;
        FileDownload download = api.resumeFile(batch, stored, part.received(former.get()));
        if (part.isAsItWas(former.get())) {
            return download;
        }
        download.close();
        throw MemberportException.of(
                        FailureKind.TARGET, part.path() + " has changed since the interrupted download wrote it.")
                .batchId(batch.id())
                .restartable(true)
                .build();
    }

    /** However it ends, it is known then what file it was. */
    private void copyAndKnow(FileDownload download, PartialFile part) throws IOException {
        try {
            copy(download, part);
        } finally {
            known = download.storedFile().orElse(null);
        }
    }

    private void copy(FileDownload download, PartialFile part) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long start = part.position();
        long resumedAt = -1;
        for (int read = download.read(buffer, 0, buffer.length);
                read >= 0;
                read = download.read(buffer, 0, buffer.length)) {
            long expected = download.expectedBytes() < 0 ? -1 : start + download.expectedBytes();
            if (download.resumedAtByte() != resumedAt) {
                resumedAt = download.resumedAtByte();
                progress.resumed(resumedAt, expected);
            }
            part.write(buffer, read);
            Optional<StoredFile> stored = download.storedFile();
            if (stored.isPresent()) {
                part.saveNowAndThen(batch.id(), stored.get().version());
            }
            progress.transferred(part.position(), expected);
        }
    }

    /** Reads what has been written to its end, as strictly as a run does that writes it to a target. */
    private ExportMetadata verify(PartialFile part) {
        try (ExportFileSource written = ExportFile.onDisk(part.path(), api.limits());
                ExportStream stream = written.open()) {
            ExportMetadata metadata = stream.readToEnd(
                    (block, members) -> progress.checked(stream.transferredBytes(), stream.expectedBytes(), members));
            refuseOther(metadata);
            return metadata;
        }
    }

    private void refuseOther(ExportMetadata metadata) {
        if (metadata.batchId() != null && !metadata.batchId().equalsIgnoreCase(batch.id())) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The file is of the export " + metadata.batchId() + ", not of " + batch.id()
                                    + ". Tell Alida's support.")
                    .batchId(batch.id())
                    .build();
        }
    }

    /** A damaged part, or one of another file, cannot be resumed; one that is only too short can. */
    private boolean isUsefulAfter(MemberportException failed, PartialFile part) {
        boolean isShort = known != null && part.position() < known.lengthBytes();
        return !failed.isRestartable() && (failed.kind() != FailureKind.MALFORMED_EXPORT || isShort);
    }

    private void leave(PartialFile part, boolean isUseful) {
        // It has done its work by now, and would close the file.
        boolean interrupted = Thread.interrupted();
        try {
            if (!isUseful || known == null || part.position() == 0) {
                part.restart();
                return;
            }
            part.save(batch.id(), known.version());
            progress.left(part.path(), part.position());
        } catch (IOException left) {
            // The failure that led here is the one to report; the next download begins where it can.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
