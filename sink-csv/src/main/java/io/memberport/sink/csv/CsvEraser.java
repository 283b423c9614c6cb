package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.csv.MemberRowFilter;
import io.memberport.encoding.file.DataFile;
import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.FileCommit;
import io.memberport.encoding.file.Leftovers;
import io.memberport.encoding.file.NewFile;
import io.memberport.encoding.file.TargetCheck;
import io.memberport.encoding.file.TargetFailures;
import io.memberport.encoding.file.TargetNames;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.port.file.LockFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the file of a target again without some members, and puts it in place as a run does. It looks at the file first, so that one
 * without these members stays as it is. If the process is killed between the two renamings, the new file is in place and its manifest
 * still has the temporary name; the next erasure completes that.
 */
final class CsvEraser implements MemberEraser {

    private static final Logger LOG = LoggerFactory.getLogger(CsvEraser.class);
    private static final int CHUNK_BYTES = 128 * 1024;

    private final Supplier<TargetNames> target;
    private final Disk disk;

    CsvEraser(Supplier<TargetNames> target, Disk disk) {
        this.target = target;
        this.disk = disk;
    }

    /** Gets what stays of a file. */
    @FunctionalInterface
    private interface Kept {
        void take(RowBuffer rows) throws IOException;
    }

    @Override
    public ErasureReceipt count(String community, MembersToErase members) {
        TargetNames files = target.get();
        try {
            Optional<CommittedFile> file = CommittedFile.find(files, community, disk);
            return file.isEmpty() ? ErasureReceipt.ofNoExport() : counted(file.get(), members);
        } catch (IOException e) {
            throw FileFailure.ofTarget("read", files.data(), e);
        }
    }

    @Override
    public ErasureReceipt erase(String community, MembersToErase members) {
        TargetNames files = target.get();
        try {
            TargetCheck.require(files, disk);
            LockFile lock = files.claim();
            try {
                ErasureReceipt receipt = erase(files, lock, community, members);
                letGo(files, lock, null);
                return receipt;
            } catch (IOException | RuntimeException | Error e) {
                letGo(files, lock, e);
                throw e;
            }
        } catch (IOException e) {
            throw FileFailure.ofTarget("erase members from", files.data(), e);
        }
    }

    /** The members are erased by now if nothing has failed before, whatever fails here. */
    private void letGo(TargetNames files, LockFile lock, @Nullable Throwable first) {
        boolean pending = CommittedFile.pending(files, disk).isPresent();
        MemberportException failure = Leftovers.discard(
                pending ? List.of(files.dataTemporary()) : List.of(files.dataTemporary(), files.manifestTemporary()),
                lock,
                null);
        if (failure != null && first != null) {
            first.addSuppressed(failure);
        } else if (failure != null) {
            LOG.warn("{}", failure.getMessage());
        }
    }

    private ErasureReceipt erase(TargetNames files, LockFile lock, String community, MembersToErase members)
            throws IOException {
        // Of a run that was killed; it holds members.
        Files.deleteIfExists(files.dataTemporary());
        Optional<CommittedFile> found = CommittedFile.find(files, community, disk);
        if (found.isEmpty()) {
            return ErasureReceipt.ofNoExport();
        }
        CommittedFile file = found.get();
        FileCommit commit = new FileCommit(files, lock, disk);
        if (file.pending()) {
            commit.completeManifest();
        }
        ErasureReceipt receipt = counted(file, members);
        if (receipt.members() > 0) {
            rewrite(file, members.ids(), commit);
        }
        return receipt;
    }

    private static ErasureReceipt counted(CommittedFile file, MembersToErase members) throws IOException {
        MemberRowFilter filter = filter(file, members.ids());
        read(file, filter, rows -> {});
        int found = members.count(filter.found());
        List<String> remains = new ArrayList<>(members.remains(
                PrivacyReport.memberIdKeys(Stream.ofNullable(file.manifest().privacy()))));
        remains.add("Copies and backups of " + file.files().data()
                + ", and snapshots of its file system, are not reached.");
        return new ErasureReceipt(1, found, filter.rows(), found > 0 ? 1 : 0, remains);
    }

    private static MemberRowFilter filter(CommittedFile file, Set<Text> memberIds) {
        return new MemberRowFilter(file.manifest().format().dialect(), memberIds);
    }

    private void rewrite(CommittedFile file, Set<Text> memberIds, FileCommit commit) throws IOException {
        Manifest former = file.manifest();
        TargetNames files = file.files();
        MemberRowFilter filter = filter(file, memberIds);
        try (CsvOutput output = new CsvOutput(new NewFile(disk, files.dataTemporary()), former.compression());
                BlockCompressor compressor = former.compression().compressor()) {
            // The byte order mark, if there is one, comes with the header.
            output.start(false);
            read(file, filter, rows -> output.append(rows, compressor));
            output.finish();
            DataFile written = new DataFile(
                    former.file().name(),
                    output.file().sizeBytes(),
                    output.file().crc32c(),
                    commit.prepareData());
            commit.publish(
                    former.without(filter.found().size(), filter.rows(), written),
                    TargetFailures::erasedWithoutManifest);
        }
    }

    /** Reads the whole file, in constant memory, and makes sure that it is the one that was committed. */
    private static void read(CommittedFile file, MemberRowFilter filter, Kept kept) throws IOException {
        CRC32C checksum = new CRC32C();
        try (FileChannel channel =
                        FileChannel.open(file.files().data(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream stored = new CheckedInputStream(Channels.newInputStream(channel), checksum);
                InputStream plain = plain(stored, file.manifest().compression())) {
            byte[] chunk = new byte[CHUNK_BYTES];
            RowBuffer rows = new RowBuffer(CHUNK_BYTES);
            for (int length = plain.read(chunk); length >= 0; length = plain.read(chunk)) {
                filter.read(chunk, length, rows);
                kept.take(rows);
                rows.clear();
            }
            filter.finish(rows);
            kept.take(rows);
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException | EOFException damaged) {
            throw CommittedFile.changed(file.files());
        }
        if (!HexFormat.of()
                .toHexDigits((int) checksum.getValue())
                .equals(file.manifest().file().crc32c())) {
            throw CommittedFile.changed(file.files());
        }
    }

    private static InputStream plain(InputStream stored, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> stored;
            case GZIP -> new GZIPInputStream(stored, CHUNK_BYTES);
        };
    }
}
