package io.memberport.cli.batch;

import io.memberport.cli.file.FileFailures;
import io.memberport.cli.file.FileType;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.FileInspection;
import io.memberport.export.Restarts;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.http.AlidaApi;
import io.memberport.http.FileDownload;
import io.memberport.http.StoredFile;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportFileSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads the raw file of an export to a path: as a {@link PartialFile}, which is renamed after it has been read to its
 * end and checked. A download that cannot finish is left to be resumed, if the server says beyond doubt which file it is.
 */
final class Download {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private final boolean replace;
    private final DocumentLimits limits;
    private final Consumer<String> notes;
    private @Nullable StoredFile known;

    /**
     * Checks the path.
     *
     * @param replace whether a file that is there may be replaced
     * @param limits of what the file may hold
     * @param notes hears of what is left to be resumed
     */
    Download(Path file, boolean replace, DocumentLimits limits, Consumer<String> notes) {
        this.file = file;
        this.replace = replace;
        this.limits = limits;
        this.notes = notes;
        refuseExisting();
    }

    /**
     * Downloads, checks and names the file.
     *
     * @param batch which has succeeded, and which the file must be of
     * @return what is in the file
     */
    ExportMetadata run(AlidaApi api, ExportBatch batch, Restarts restarts, ExportListener listener) {
        try (PartialFile part = PartialFile.of(file)) {
            ExportMetadata metadata = restarts.run(() -> fill(part, api, batch, listener));
            part.moveTo(file);
            return metadata;
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private MemberportException unwritable(IOException failed) {
        return failed instanceof ClosedByInterruptException
                ? new MemberportException(FailureKind.INTERRUPTED, "Interrupted while downloading.")
                : FileFailures.unwritable(file, failed);
    }

    private ExportMetadata fill(PartialFile part, AlidaApi api, ExportBatch batch, ExportListener listener) {
        boolean done = false;
        boolean isUseful = true;
        try (FileDownload download = open(part, api, batch)) {
            copyAndKnow(download, part, batch.id(), listener);
            part.force();
            ExportMetadata metadata = check(part, batch.id(), listener);
            refuseExisting();
            done = true;
            return metadata;
        } catch (MemberportException failed) {
            isUseful = isUsefulAfter(failed, part);
            throw failed;
        } catch (IOException failed) {
            throw unwritable(failed);
        } finally {
            if (!done) {
                leave(part, batch.id(), isUseful);
            }
        }
    }

    private FileDownload open(PartialFile part, AlidaApi api, ExportBatch batch) throws IOException {
        Optional<DownloadState> former = part.former(batch.id());
        if (former.isEmpty()) {
            part.restart();
            return api.openFile(batch);
        }
        known = former.get().file();
        FileDownload download = api.resumeFile(batch, former.get().file(), part.received(former.get()));
        if (part.isAsItWas(former.get())) {
            return download;
        }
        download.close();
        throw MemberportException.of(
                        FailureKind.TARGET,
                        Printable.text(part.path().toString())
                                + " has changed since the interrupted download wrote it.")
                .batchId(batch.id())
                .restartable(true)
                .build();
    }

    /** However it ends, it is known then what file it was. */
    private void copyAndKnow(FileDownload download, PartialFile part, String batchId, ExportListener listener)
            throws IOException {
        try {
            copy(download, part, batchId, listener);
        } finally {
            known = download.storedFile().orElse(null);
        }
    }

    private static void copy(FileDownload download, PartialFile part, String batchId, ExportListener listener)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long start = part.position();
        long resumedAt = -1;
        for (int read = download.read(buffer, 0, buffer.length);
                read >= 0;
                read = download.read(buffer, 0, buffer.length)) {
            long expected = download.expectedBytes() < 0 ? -1 : start + download.expectedBytes();
            if (download.resumedAtByte() != resumedAt) {
                resumedAt = download.resumedAtByte();
                listener.on(new ExportEvent.TransferResumed(resumedAt, expected));
            }
            part.write(buffer, read);
            Optional<StoredFile> known = download.storedFile();
            if (known.isPresent()) {
                part.saveNowAndThen(batchId, known.get());
            }
            listener.on(new ExportEvent.Spooling(part.position(), expected));
        }
    }

    private ExportMetadata check(PartialFile part, String batchId, ExportListener listener) {
        try (ExportFileSource written = ExportFile.onDisk(part.path(), limits)) {
            ExportMetadata metadata = FileInspection.of(written, listener).metadata();
            refuseOther(metadata, batchId);
            return metadata;
        }
    }

    /** A damaged part, or one of another file, cannot be resumed; one that is only too short can. */
    private boolean isUsefulAfter(MemberportException failed, PartialFile part) {
        boolean isShort = known != null && part.position() < known.lengthBytes();
        return !failed.isRestartable() && (failed.kind() != FailureKind.MALFORMED_EXPORT || isShort);
    }

    private void leave(PartialFile part, String batchId, boolean isUseful) {
        // It has done its work by now, and would close the file.
        boolean interrupted = Thread.interrupted();
        try {
            if (!isUseful || known == null || part.position() == 0) {
                known = null;
                part.restart();
                return;
            }
            part.save(batchId, known);
            notes.accept(Printable.bytes(part.position()) + " are left in "
                    + Printable.text(part.path().toString()) + ". Run the same command again to resume there, if the"
                    + " file at Alida is still the same one.");
        } catch (IOException left) {
            // The failure that led here is the one to report; the next download begins where it can.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void refuseExisting() {
        FileType type;
        try {
            type = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
        boolean isReplaceable = type == FileType.REGULAR || type == FileType.LINK;
        if (type != FileType.NONE && !isReplaceable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    Printable.text(file.toString()) + " is " + type.words()
                            + ", and a download can replace a file only. Name another file.");
        }
        if (!replace && isReplaceable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    Printable.text(file.toString())
                            + " exists already. Name another file, or replace it with --force.");
        }
    }

    private static void refuseOther(ExportMetadata metadata, String batchId) {
        if (metadata.batchId() != null && !metadata.batchId().equalsIgnoreCase(batchId)) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The file is of the export " + metadata.batchId() + ", not of " + batchId
                                    + ". Tell Alida's support.")
                    .batchId(batchId)
                    .build();
        }
    }
}
