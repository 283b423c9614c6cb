package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Sha256;
import io.memberport.port.file.AccessList;
import io.memberport.port.file.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows as {@code PATH.part} until it is whole, with a note of what it is the beginning of in {@code
 * PATH.part.state}. Both are readable by this user alone, for the one holds personal data. One process at a time has it.
 */
public final class PartialFile implements AutoCloseable {

    /** A process that is killed loses no more than this. */
    private static final long CHECKPOINT_BYTES = 16 << 20;

    private final Path path;
    private final Path statePath;
    private final FileChannel channel;
    private final FileLock lock;
    private MessageDigest digest = Sha256.start();
    private long position;
    private long checkpoint;
    private boolean isMoved;

    private PartialFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.statePath = stateOf(path);
        this.channel = channel;
        this.lock = lock(channel, path);
    }

    /** Takes hold of the partial file of a target, there or not. */
    public static PartialFile of(Path target) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + ".part");
        PrivateFile.requireOwn(stateOf(path));
        Object before = keyOf(path);
        FileChannel channel = PrivateFile.openOrCreateOwn(path);
        try {
            PartialFile file = new PartialFile(path, channel);
            // Another process may have finished and renamed it, so that the file that is open here is the target by
            // now.
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || (before != null && !before.equals(keyOf(path)))) {
                throw busy(path);
            }
            makePrivate(path);
            return file;
        } catch (Throwable failed) {
            channel.close();
            throw failed;
        }
    }

    private static Path stateOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".state");
    }

    /** What tells one file from another by the same name; null if there is none, or the operating system does not say. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private static FileLock lock(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            // Reported below, like one that another process holds.
        }
        throw busy(path);
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
        AccessList.giveToOwner(file);
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
        try (channel) {
            if (position == 0 && !isMoved) {
                Files.deleteIfExists(path);
            }
            if (lock.isValid()) {
                lock.release();
            }
        }
    }
}
