package io.memberport.http;

import io.memberport.file.ByteSource;
import java.util.Optional;

/**
 * The bytes of an export file while they arrive. If they stop before the end, or come too slowly, the download goes on by
 * itself at the byte where it broke, as the {@link ResumePolicy} says, if the server proves that it is the same file; see
 * {@link StoredFile}. Otherwise {@link #read} fails, and the failure is {@linkplain
 * io.memberport.error.MemberportException#isRestartable() restartable}.
 */
public interface FileDownload extends ByteSource {

    /**
     * Which file this is, for {@link AlidaApi#resumeFile}. Asked by the thread that reads; the length may become known
     * while it does.
     *
     * @return empty if the server does not say beyond doubt, so that there is no going on
     */
    Optional<StoredFile> storedFile();
}
