package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.ExportFileSource.TransferProgress;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Downloads the raw file of an export to a path. The file grows as {@code PATH.part}, readable by this user alone, and
 * gets its name after it has been read to its end and checked.
 *
 * <p>An interrupted download is resumed by the next one to the same path, in another process perhaps, if the server
 * proves that the file is the same one; {@code PATH.part.state} says which one that is. Otherwise the failure is
 * {@linkplain MemberportException#isRestartable() restartable}, and nothing is left: the next download starts at the
 * first byte. {@code io.memberport.export.Restarts} repeats it.
 *
 * <p>Immutable.
 */
public final class FileDownloader {

    /** Receives the progress of a download, on the thread that downloads. */
    public interface Progress extends TransferProgress {

        /** Hears nothing. */
        Progress NONE = (transferredBytes, expectedBytes) -> {};

        /**
         * All bytes have come and are checked.
         *
         * @param checkedBytes bytes checked so far, as they are stored
         * @param expectedBytes bytes in all
         * @param members members so far
         */
        default void checked(long checkedBytes, long expectedBytes, long members) {}

        /**
         * The download has failed, and the next one to the same path can resume.
         *
         * @param part the file that has the bytes
         * @param bytes how many these are
         */
        default void left(Path part, long bytes) {}
    }

    private final Path file;
    private final boolean isReplacing;

    private FileDownloader(Path file, boolean isReplacing) {
        this.file = file;
        this.isReplacing = isReplacing;
    }

    /** A download to a path that must be free. Nothing is opened. */
    public static FileDownloader to(Path file) {
        return new FileDownloader(Objects.requireNonNull(file, "file"), false);
    }

    /** The same download, which may replace a file. It replaces nothing but a file or a link. */
    public FileDownloader replacing() {
        return new FileDownloader(file, true);
    }

    /**
     * Checks that the path is free, or has a file that may be replaced. Each download checks this itself; this method
     * is for a program that wants to know before it starts an export.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is not
     */
    public void check() {
        FileType type;
        try {
            type = FileType.of(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failed) {
            throw PrivateFile.unwritable(file, failed);
        }
        boolean isReplaceable = type == FileType.REGULAR || type == FileType.LINK;
        if (type != FileType.NONE && !isReplaceable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    file + " is " + type.words() + ", and a download can replace a file only. Name another file.");
        }
        if (!isReplacing && isReplaceable) {
            throw MemberportException.of(
                            FailureKind.CONFIGURATION,
                            file + " exists already. Name another file, or allow it to be replaced.")
                    .remedy(Remedy.REPLACE_FILE)
                    .build();
        }
    }

    /**
     * Downloads the file of a batch that has succeeded, checks it and gives it its name; resumes what an earlier
     * download of it left. Blocks until all that is done.
     *
     * @param api whose limits of a file hold
     * @return what is in the file
     * @throws IllegalArgumentException if the batch has not succeeded
     * @throws MemberportException as {@link AlidaApi#openFile} and {@link FileDownload} do; of kind {@link
     *     FailureKind#MALFORMED_EXPORT} if the file is not the whole export, {@link FailureKind#TARGET_BUSY} if another
     *     download to the path is in progress, {@link FailureKind#TARGET} if the file cannot be written; and as {@link
     *     #check} does
     */
    public ExportMetadata download(AlidaApi api, ExportBatch batch, Progress progress) {
        check();
        return new DownloadAttempt(this, file, api, batch, progress).run();
    }
}
