package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Sha256;
import io.memberport.port.file.LockFile;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that grows as {@code PATH.part} until it is whole, with a note of what it is the beginning of in {@code
 * PATH.part.state}. Both are readable by this user alone, for the one holds personal data. One download at a time has it: it
 * holds the lock on {@code PATH.part.lock}.
 */
public final class PartialFile implements AutoCloseable {

    /** A process that is killed loses no more than this. */
    private static final long CHECKPOINT_BYTES = 16 << 20;

    private final Path path;
    private final Path statePath;
    private final FileChannel channel;
    private final LockFile lock;
    private MessageDigest digest = Sha256.start();
    private long position;
    private long checkpoint;
    private boolean isMoved;

    private PartialFile(Path path, FileChannel channel, LockFile lock) {
        this.path = path;
        this.statePath = stateOf(path);
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes hold of the partial file of a target, there or not.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET_BUSY} if another download has it
     */
    public static PartialFile of(Path target) throws IOException {
        Path file = target.toAbsolutePath();
        Path path = file.resolveSibling(file.getFileName() + ".part");
        LockFile lock = LockFile.acquire(path.resolveSibling(path.getFileName() + ".lock"))
                .orElseThrow(() -> busy(path));
        try {
            PrivateFile.requireOwn(stateOf(path));
            return new PartialFile(path, open(path), lock);
        } catch (Throwable failed) {
            lock.close();
            throw failed;
        }
    }

    private static FileChannel open(Path path) throws IOException {
        FileChannel channel = PrivateFile.openOrCreateOwn(path);
        try {
            makePrivate(path);
            return channel;
        } catch (Throwable failed) {
            channel.close();
            throw failed;
        }
    }

    private static Path stateOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".state");
    }

    private static MemberportException busy(Path path) {
        return new MemberportException(
                FailureKind.TARGET_BUSY,
                "Another download is writing " + path + ". Wait for it, or name another file.");
    }

    /** It may be there already, and not made by this. */
    private static void makePrivate(Path file) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    public Path path() {
        return path;
    }

    /** What has been received of the file of an export; empty if nothing can be resumed. */
    public Optional<DownloadState> former(String batchId) throws IOException {
        Optional<DownloadState> state = DownloadState.read(statePath);
        return state.isPresent()
                        && state.get().batchId().equals(batchId)
                        && state.get().receivedBytes() <= channel.size()
                ? state
                : Optional.empty();
    }

    /** The bytes that are here, to be read to their end; writing continues after them. */
    public InputStream received(DownloadState state) throws IOException {
        digest = Sha256.start();
        position = state.receivedBytes();
        checkpoint = position;
        channel.truncate(position);
        channel.position(0);
        return new DigestInputStream(Channels.newInputStream(channel), digest);
    }

    /** Whether the bytes that have been read are those that were written when the state was. */
    public boolean isAsItWas(DownloadState state) {
        return sha256Here().equals(state.sha256());
    }

    /** Restarts at the first byte. */
    public void restart() throws IOException {
        PrivateFile.delete(statePath);
        digest = Sha256.start();
        position = 0;
        checkpoint = 0;
        channel.truncate(0);
    }

    public void write(byte[] bytes, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        digest.update(bytes, 0, length);
        position += length;
    }

    /** How many bytes are here. */
    public long position() {
        return position;
    }

    /** Makes sure now and then that not all is lost if the process is killed. */
    public void saveNowAndThen(String batchId, FileVersion file) throws IOException {
        if (position - checkpoint >= CHECKPOINT_BYTES) {
            save(batchId, file);
        }
    }

    /** Makes sure that another process can resume here. Bytes that this one has not written keep their state. */
    public void save(String batchId, FileVersion file) throws IOException {
        if (position == checkpoint) {
            return;
        }
        if (channel.isOpen()) {
            channel.force(false);
        }
        new DownloadState(batchId, file, position, sha256Here()).write(statePath);
        checkpoint = position;
    }

    private String sha256Here() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's own SHA-256 can be copied", impossible);
        }
    }

    public void force() throws IOException {
        channel.force(true);
    }

    /** Gives the file its name, in place of another one perhaps. */
    public void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isMoved = true;
        PrivateFile.delete(statePath);
    }

    /** Lets others have it; an empty one goes. */
    @Override
    public void close() throws IOException {
        try (lock;
                channel) {
            if (position == 0 && !isMoved) {
                Files.deleteIfExists(path);
            }
        }
    }
}
