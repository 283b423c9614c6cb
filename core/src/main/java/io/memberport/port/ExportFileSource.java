package io.memberport.port;

import io.memberport.error.MemberportException;
import java.nio.file.Path;

/**
 * An export file that can be read: behind a download link, or on disk. Used by one thread at a time.
 *
 * <p>The caller that made it owns it, and closes it when no stream is open any more.
 */
public interface ExportFileSource extends AutoCloseable {

    /** What to call the file in messages: a path, or a batch. Contains no secret. */
    String description();

    /**
     * Starts reading at the beginning of the file; for a file behind a link, starts a download.
     *
     * @return an open stream, which the caller closes
     * @throws MemberportException if the file cannot be opened
     */
    ExportStream open();

    /**
     * Opens as {@link #open()} does, for the first of two passes, of which nothing is kept but what the second one has to repeat. The
     * stream gives no {@linkplain ExportStream#metadata metadata}, so it need not compute a SHA-256.
     */
    default ExportStream openAhead() {
        return open();
    }

    /** Opens as {@link #open()} does, for the pass after {@link #openAhead()}. */
    default ExportStream openAgain() {
        return open();
    }

    /** Whether {@link #open()} can be called again at no more than the cost of reading a local file. */
    boolean isRereadable();

    /**
     * Brings the whole file to this machine, unread, so that it can be read more than once.
     *
     * @param directory where the private copy goes; it holds personal data and is readable by this user alone. It is
     *     deleted when the result is closed or the process ends; if the operating system allows that, also when the
     *     process is killed
     * @param progress is told from time to time how many bytes have arrived
     * @return a {@linkplain #isRereadable() rereadable} source, which the caller closes
     * @throws MemberportException if the transfer or the disk fails; then nothing is left behind
     */
    ExportFileSource spool(Path directory, TransferProgress progress);

    /** Gives back what the source holds. Idempotent. */
    @Override
    void close();

    /** Hears of the progress of a transfer. */
    @FunctionalInterface
    interface TransferProgress {

        /**
         * Called from time to time, from the thread that transfers.
         *
         * @param transferredBytes bytes received so far, as they come over the wire
         * @param expectedBytes bytes that will be received, or -1 if that is not known
         */
        void transferred(long transferredBytes, long expectedBytes);

        /**
         * Called from the thread that transfers, when the transfer has broken and has been resumed.
         *
         * @param atByte the first byte that is transferred now, from 0
         * @param expectedBytes bytes that will be received in all, or -1 if that is not known
         */
        default void resumed(long atByte, long expectedBytes) {}
    }
}
