package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * One export on its way into the file. The new file grows under another name. The commit flushes it to disk and renames it
 * over the target, which is the one step that readers see; a run that does not get as far leaves the target as it was.
 */
final class JsonLinesRun implements SinkRun {

    /** The logging API that every plugin has: the command shows it with {@code -v}. */
    private static final System.Logger LOG = System.getLogger(JsonLinesRun.class.getName());

    private final TargetFiles files;
    private final boolean compressed;
    private final String community;
    private final RunLock lock;
    private final FileChannel data;
    private long rows;

    private JsonLinesRun(TargetFiles files, boolean compressed, String community, RunLock lock) throws IOException {
        this.files = files;
        this.compressed = compressed;
        this.community = community;
        this.lock = lock;
        deleteNewFiles(); // What a killed run left behind.
        this.data = create(files.newData());
    }

    /** Locks the target and starts the new file. If that fails, nothing is left. */
    static JsonLinesRun start(TargetFiles files, boolean compressed, String community) {
        try {
            RunLock lock = RunLock.acquire(files.lock());
            try {
                return new JsonLinesRun(files, compressed, community, lock);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", files.data(), e);
        }
    }

    /** The part that needs no order. It is called on several threads, so that several blocks are encoded at once. */
    @Override
    public PreparedWrite prepare(MemberBlock block) {
        EncodedBlock encoded = EncodedBlock.of(block, compressed);
        return () -> append(encoded);
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    /** For tests: what the run writes to. */
    FileChannel data() {
        return data;
    }

    private void append(EncodedBlock block) {
        try {
            writeAll(data, block.bytes());
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", files.data(), e);
        }
        rows += block.members();
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        try {
            data.force(true);
            data.close();
            try (FileChannel commit = create(files.newCommit())) {
                String text = CommitFile.describe(files.newData(), compressed, community, metadata);
                writeAll(commit, text.getBytes(StandardCharsets.UTF_8));
                commit.force(true);
            }
            Files.move(files.newData(), files.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FileFailure.ofTarget("commit", files.data(), e);
        }
        recordCommit();
        return new CommitReceipt(rows);
    }

    /** The data is in place: if this fails, the target is not as it was before, and nothing counts as committed. */
    private void recordCommit() {
        try {
            Files.move(files.newCommit(), files.commit(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The export is completely in " + files.data() + ", but its record could not be put in place: "
                            + FileFailure.reason(e, files.commit()) + ". Run again; the run then writes the file again.",
                    e);
        }
        flushDirectory();
    }

    /** What was not committed is deleted before the lock is released; a released lock may be another run's already. */
    @Override
    public void close() {
        if (!lock.isHeld()) {
            return;
        }
        try (lock) {
            data.close();
            deleteNewFiles();
        } catch (IOException e) {
            throw FileFailure.ofTarget("clean up after", files.data(), e);
        }
    }

    private void deleteNewFiles() throws IOException {
        Files.deleteIfExists(files.newData());
        Files.deleteIfExists(files.newCommit());
    }

    /** The data is personal, so no other user may read the new file, on systems that know such a thing. */
    private static FileChannel create(Path file) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return FileChannel.open(file, options);
        }
        return FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** A name is on disk when its directory is. Not every system can do that, and none needs it to go on. */
    private void flushDirectory() {
        try (FileChannel directory = FileChannel.open(files.data().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException notHere) {
            LOG.log(System.Logger.Level.DEBUG, "This file system does not flush directories.");
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
