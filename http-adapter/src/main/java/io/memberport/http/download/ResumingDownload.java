package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.download.FileDownloads.Opened;
import io.memberport.http.wire.CallDeadline;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of an export file while they arrive, over one response or several. As long as none has been handed out, a
 * broken one is asked for again as a whole; after that, the rest is, of provably the same file.
 */
public final class ResumingDownload implements ByteSource {

    private static final Logger LOG = LoggerFactory.getLogger(ResumingDownload.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileDownloads beginnings;
    private final FileDownloads downloads;
    private final ExportBatch batch;
    private final ResumeAttempts tries;
    private final long startByte;

    private volatile Opened opened;
    private ResponseBytes bytes;
    private @Nullable OfferedChecksum checksum;
    private long position;
    private boolean ended;
    private volatile long resumedAtByte = -1;
    private volatile boolean isClosed;
    private volatile @Nullable CallDeadline beginning;

    private ResumingDownload(
            FileDownloads beginnings,
            FileDownloads downloads,
            ExportBatch batch,
            ResumeAttempts tries,
            Opened opened,
            long startByte,
            @Nullable OfferedChecksum checksum) {
        this.beginnings = beginnings;
        this.downloads = downloads;
        this.batch = batch;
        this.tries = tries;
        this.opened = opened;
        this.bytes = tries.bytesOf(opened.body());
        this.startByte = startByte;
        this.position = startByte;
        this.checksum = checksum;
        if (startByte > 0) {
            resumedAtByte = startByte;
        }
        this.beginning = beginningOf(opened);
    }

    /** Silence before the first byte ends at the deadline, too, if there is one. */
    private @Nullable CallDeadline beginningOf(Opened fresh) {
        Deadline deadline = beginnings.deadline();
        return deadline == null || position > startByte
                ? null
                : CallDeadline.at(deadline, () -> {
                    fresh.body().cancel();
                    return true;
                });
    }

    private void begun() {
        beginnings.begun();
        stopWaiting();
    }

    private void stopWaiting() {
        CallDeadline waitingForIt = beginning;
        if (waitingForIt != null) {
            beginning = null;
            waitingForIt.close();
        }
    }

    /**
     * Opens the file at its first byte.
     *
     * @param beginnings makes the requests before the first byte, which may have a deadline
     * @param downloads makes those after it
     */
    public static ResumingDownload open(
            FileDownloads beginnings, FileDownloads downloads, ExportBatch batch, ResumeAttempts tries) {
        Opened opened = beginnings.whole(batch);
        return new ResumingDownload(beginnings, downloads, batch, tries, opened, 0, opened.checksum());
    }

    /** Opens the file at the byte after those that have been received before. */
    public static ResumingDownload resume(
            FileDownloads beginnings,
            FileDownloads downloads,
            ExportBatch batch,
            ResumeAttempts tries,
            FileVersion file,
            InputStream received)
            throws IOException {
        OfferedChecksum checksum = file.checksum() == null ? null : OfferedChecksum.parse(file.checksum());
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        for (int read = received.read(buffer); read >= 0; read = received.read(buffer)) {
            count += read;
            if (checksum != null) {
                checksum.update(buffer, 0, read);
            }
        }
        Opened end = downloads.end(batch, file);
        try {
            Opened opened = count == file.lengthBytes() ? end : beginnings.rest(batch, file, count);
            return new ResumingDownload(beginnings, downloads, batch, tries, opened, count, checksum);
        } catch (DifferentFileException different) {
            throw new TransferFailures(end.call(), count, file.lengthBytes()).different(different.why());
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (true) {
            refuseIfStopped();
            try {
                return ended ? -1 : received(bytes.read(target, offset, length), target, offset);
            } catch (InterruptedTransferException broken) {
                refuseIfStopped();
                if (position == opened.lengthBytes()) {
                    // All of it is here, the end of the framing only is not.
                    return end();
                }
                resumeAfter(broken);
            }
        }
    }

    private int received(int count, byte[] target, int offset) throws InterruptedTransferException {
        long whole = opened.lengthBytes();
        if (count < 0 && position < whole) {
            throw InterruptedTransferException.early();
        }
        if (count < 0) {
            return end();
        }
        if (whole >= 0 && position + count > whole) {
            throw failures().tooLong();
        }
        position += count;
        begun();
        if (position > downloads.mostBytes()) {
            throw failures().beyond(downloads.mostBytes());
        }
        if (checksum != null) {
            checksum.update(target, offset, count);
        }
        return count;
    }

    private int end() {
        if (checksum != null && !checksum.isRight()) {
            throw failures().damaged(checksum);
        }
        ended = true;
        begun();
        return -1;
    }

    private void resumeAfter(InterruptedTransferException broken) {
        bytes.cancel();
        FileDownloads from = position > startByte ? downloads : beginnings;
        Deadline deadline = from.deadline();
        if (deadline != null && deadline.isOver()) {
            throw from.late(opened.call(), deadline);
        }
        LOG.info(
                "{}: interrupted after {}, {}", opened.call().link(), failures().progress(), broken.description());
        FileVersion file = opened.file();
        if (position > 0 && file == null) {
            throw failures().lost(broken, "the server gives no strong entity tag to know the file by");
        }
        MemberportException last = null;
        while (tries.isAllowedAt(position)) {
            tries.pause();
            try {
                take(file == null || position == 0 ? from.whole(batch) : from.rest(batch, file, position));
                return;
            } catch (DifferentFileException different) {
                throw failures().lost(broken, different.why());
            } catch (MemberportException failed) {
                if (failed.kind() != FailureKind.UNAVAILABLE) {
                    throw failed;
                }
                last = failed;
            }
        }
        throw failures().givenUp(broken, tries.whyNoMore(), last);
    }

    private void take(Opened fresh) {
        stopWaiting();
        opened = fresh;
        beginning = beginningOf(fresh);
        bytes = tries.bytesOf(fresh.body());
        if (position == 0) {
            checksum = fresh.checksum();
        } else {
            resumedAtByte = position;
        }
        if (isClosed) {
            bytes.cancel();
        }
        LOG.info("{}: resumes at byte {}", fresh.call().link(), position);
    }

    private void refuseIfStopped() {
        if (isClosed) {
            throw failures().interrupted("it was closed while being read");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failures().interrupted("interrupted");
        }
    }

    private TransferFailures failures() {
        return new TransferFailures(opened.call(), position, opened.lengthBytes());
    }

    /** Which file this is; empty if the server does not say beyond doubt. */
    public Optional<FileVersion> file() {
        return Optional.ofNullable(opened.file());
    }

    @Override
    public long expectedBytes() {
        long whole = opened.lengthBytes();
        return whole < 0 ? -1 : whole - startByte;
    }

    @Override
    public long resumedAtByte() {
        return resumedAtByte;
    }

    @Override
    public void close() {
        isClosed = true;
        stopWaiting();
        opened.body().cancel();
    }

    /** The origin and the progress. */
    @Override
    public String toString() {
        return "ResumingDownload[" + opened.call().link() + ", " + failures().progress() + "]";
    }
}
