package io.memberport.http;

import io.memberport.file.ByteSource;
import io.memberport.http.download.ResumingDownload;
import java.util.Optional;

/**
 * The bytes of an export file while they arrive. If they stop before the end, or come too slowly, the download resumes
 * by itself at the byte where it stopped, as the {@link ResumePolicy} says, if the server proves that it is the same
 * file; see {@link StoredFile}. Otherwise {@link #read} fails, and the failure is {@linkplain
 * io.memberport.error.MemberportException#isRestartable() restartable}.
 */
public final class FileDownload implements ByteSource {

    private final ByteSource bytes;
    private final ResumingDownload first;

    /**
     * A download.
     *
     * @param bytes those of {@code first}, perhaps over more connections
     */
    FileDownload(ByteSource bytes, ResumingDownload first) {
        this.bytes = bytes;
        this.first = first;
    }

    /**
     * Which file this is, for {@link AlidaApi#resumeFile}. The thread that reads asks; the length may become known
     * while it does.
     *
     * @return empty if the server does not say beyond doubt, so that the download cannot be resumed
     */
    public Optional<StoredFile> storedFile() {
        return first.file().map(StoredFile::of);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return bytes.read(target, offset, length);
    }

    @Override
    public long expectedBytes() {
        return bytes.expectedBytes();
    }

    @Override
    public long resumedAtByte() {
        return bytes.resumedAtByte();
    }

    @Override
    public void close() {
        bytes.close();
    }

    /** The origin and the progress. */
    @Override
    public String toString() {
        return bytes.toString();
    }
}
