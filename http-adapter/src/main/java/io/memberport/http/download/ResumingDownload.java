package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.download.FileDownloads.Opened;
import io.memberport.http.wire.CallDeadline;
import io.memberport.http.wire.Link;
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
    /** The byte after the part that this is; -1 if it goes on to the end of the file. */
    private final long endByte;

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
            long endByte,
            @Nullable OfferedChecksum checksum) {
        this.beginnings = beginnings;
        this.downloads = downloads;
        this.batch = batch;
        this.tries = tries;
        this.opened = opened;
        this.bytes = tries.bytesOf(opened.body());
        this.startByte = startByte;
        this.endByte = endByte;
        this.position = startByte;
        this.checksum = checksum;
        if (startByte > 0 && endByte < 0) {
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
        return new ResumingDownload(beginnings, downloads, batch, tries, opened, 0, -1, opened.checksum());
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
            Opened opened = count == file.lengthBytes() ? end : beginnings.rest(batch, file, count, -1);
            return new ResumingDownload(beginnings, downloads, batch, tries, opened, count, -1, checksum);
        } catch (DifferentFileException different) {
            throw new TransferFailures(end.call(), count, file.lengthBytes()).different(different.why());
        }
    }

    /**
     * Opens a part of a file.
     *
     * @param endByte the byte after it
     * @throws DifferentFileException if the server does not give just that part of just that file
     */
    static ResumingDownload part(
            FileDownloads downloads,
            ExportBatch batch,
            ResumeAttempts tries,
            FileVersion file,
            long startByte,
            long endByte)
            throws DifferentFileException {
        Opened opened = downloads.rest(batch, file, startByte, endByte);
        return new ResumingDownload(downloads, downloads, batch, tries, opened, startByte, endByte, null);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (true) {
            refuseIfStopped();
            try {
                return ended ? -1 : received(bytes.read(target, offset, length), target, offset);
            } catch (InterruptedTransferException broken) {
                refuseIfStopped();
                if (position == wholeEnd()) {
                    // All of it is here, the end of the framing only is not.
                    return end();
                }
                resumeAfter(broken);
            }
        }
    }

    private int received(int count, byte[] target, int offset) throws InterruptedTransferException {
        long whole = wholeEnd();
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
        check(target, offset, count);
        return count;
    }

    /** The byte after the last one; -1 if it is unknown. */
    private long wholeEnd() {
        return endByte < 0 ? opened.lengthBytes() : endByte;
    }

    /** Adds bytes to the checksum. */
    void check(byte[] bytes, int offset, int count) {
        if (checksum != null) {
            checksum.update(bytes, offset, count);
        }
    }

    /** Where the next byte comes from. */
    long position() {
        return position;
    }

    /** The bytes up to here have come in another way, and they are all. */
    int end(long end) {
        position = end;
        return end();
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
                take(file == null || position == 0 ? from.whole(batch) : from.rest(batch, file, position, endByte));
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
        return failures(position);
    }

    /** Failures after so many bytes. */
    TransferFailures failures(long bytes) {
        return new TransferFailures(opened.call(), bytes, opened.lengthBytes());
    }

    /** Where it comes from. */
    Link origin() {
        return opened.call().link();
    }

    /** Which file this is; empty if the server does not say beyond doubt. */
    public Optional<FileVersion> file() {
        return Optional.ofNullable(opened.file());
    }

    @Override
    public long expectedBytes() {
        long whole = wholeEnd();
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
