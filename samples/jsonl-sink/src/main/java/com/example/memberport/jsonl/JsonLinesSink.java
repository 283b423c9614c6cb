package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the members of an export to a file, one JSON document a line, as Alida sent them.
 *
 * <p>The new file grows under another name. The commit flushes it to disk and renames it over the target, which is the one
 * step that readers see; a run that does not get as far leaves the target as it was.
 */
final class JsonLinesSink implements MemberSink {

    /** The logging API that every plugin has: the command shows it with {@code -v}. */
    private static final System.Logger LOG = System.getLogger(JsonLinesSink.class.getName());

    private final TargetFiles files;
    private final boolean compressed;
    private RunLock lock;
    private FileChannel data;
    private String community;
    private long members;

    JsonLinesSink(TargetFiles files, boolean compressed) {
        this.files = files;
        this.compressed = compressed;
    }

    @Override
    public String description() {
        return files.data().toString();
    }

    @Override
    public void check() {
        if (!Files.isDirectory(files.data().getParent())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The directory of " + files.data() + " does not exist. Create it, or name another one.");
        }
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        try {
            return CommitFile.read(files, compressed, community);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void open(SinkContext context) {
        check();
        community = context.community();
        try {
            lock = RunLock.acquire(files.lock());
            deleteNewFiles(); // What a killed run left behind.
            data = create(files.newData());
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /** The part that needs no order: whoever calls this on several threads gets several blocks encoded at once. */
    @Override
    public PreparedWrite prepare(MemberBlock block) {
        EncodedBlock encoded = EncodedBlock.of(block, compressed);
        return () -> append(encoded);
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    /** For tests: what the present run writes to. */
    FileChannel data() {
        return data;
    }

    private void append(EncodedBlock block) {
        try {
            writeAll(data, block.bytes());
        } catch (IOException e) {
            throw failed("write", e);
        }
        members += block.members();
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        if (members != metadata.members()) {
            throw new MemberportException(
                    FailureKind.BUG,
                    "The export has " + metadata.members() + " members, but " + members + " reached " + files.data()
                            + ". Nothing was committed.");
        }
        try {
            data.force(true);
            data.close();
            try (FileChannel commit = create(files.newCommit())) {
                String text = CommitFile.describe(files.newData(), compressed, community, metadata);
                writeAll(commit, text.getBytes(StandardCharsets.UTF_8));
                commit.force(true);
            }
            Files.move(files.newData(), files.data(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(files.newCommit(), files.commit(), StandardCopyOption.ATOMIC_MOVE);
            flushDirectory();
        } catch (IOException e) {
            throw failed("commit", e);
        }
        return new CommitReceipt(members);
    }

    /** Whatever was not committed is deleted, before the lock is given back. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try (RunLock held = lock) {
            if (data != null) {
                data.close();
            }
            deleteNewFiles();
        } catch (IOException e) {
            throw failed("clean up after", e);
        } finally {
            lock = null;
        }
    }

    private void deleteNewFiles() throws IOException {
        Files.deleteIfExists(files.newData());
        Files.deleteIfExists(files.newCommit());
    }

    /** The data is personal, so nobody else may read the new file, on systems that know such a thing. */
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

    private MemberportException failed(String what, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while writing " + files.data() + "; it is as it was before.");
        }
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot " + what + " " + files.data() + " (" + cause.getMessage() + "). See to that, then run again.",
                cause);
    }
}
