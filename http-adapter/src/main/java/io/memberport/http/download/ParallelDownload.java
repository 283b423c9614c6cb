package io.memberport.http.download;

import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.model.ExportBatch;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of an export file over several connections at once, in their order. Each part is provably of the file that the first
 * connection has opened, and is resumed by itself. So many parts are in memory as there are connections, and one more.
 *
 * <p>The first part comes from a response with the whole file, which stays open until the server has given another part: if it gives
 * none, perhaps because it serves one connection after the other, all of the file comes over the first connection.
 */
public final class ParallelDownload implements ByteSource {

    /** Long enough for the time between two requests not to matter, short enough for some of them to fit into a small heap. */
    static final int PART_BYTES = 2 << 20;

    /** Below what G1 calls humongous in a small heap. */
    private static final int PIECE_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(ParallelDownload.class);
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ResumingDownload first;
    private final FileDownloads downloads;
    private final ExportBatch batch;
    private final FileVersion file;
    private final ResumeAttempts tries;
    private final int connections;
    private final ExecutorService threads;
    private final Set<ResumingDownload> open = ConcurrentHashMap.newKeySet();
    /** In their order, the one that is waited for among them, so that closing ends the wait. */
    private final Queue<Future<Part>> parts = new ConcurrentLinkedQueue<>();

    private final long firstEnd;
    private long position;
    private long requested;
    private @Nullable Part current;
    private boolean refused;
    private volatile long resumedAtByte = -1;
    private volatile boolean isClosed;

    private ParallelDownload(
            ResumingDownload first,
            FileDownloads downloads,
            ExportBatch batch,
            FileVersion file,
            ResumeAttempts tries,
            int connections) {
        this.first = first;
        this.downloads = downloads;
        this.batch = batch;
        this.file = file;
        this.tries = tries;
        this.connections = connections;
        this.position = first.position();
        this.firstEnd = position + PART_BYTES;
        this.requested = firstEnd;
        this.threads = Executors.newFixedThreadPool(connections, task -> {
            Thread thread = new Thread(task, "memberport-download-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Goes on with a download over more connections.
     *
     * @param first has given no byte yet
     * @param tries of {@code first}
     * @return {@code first} if one connection is all that is allowed, if the rest is short, or if the server does not say beyond doubt which
     *     file it is and how long
     */
    public static ByteSource of(
            ResumingDownload first, FileDownloads downloads, ExportBatch batch, ResumeAttempts tries, int connections) {
        FileVersion file = first.file().orElse(null);
        return connections == 1 || file == null || file.lengthBytes() - first.position() <= PART_BYTES
                ? first
                : new ParallelDownload(first, downloads, batch, file, tries, connections);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (refused) {
            return first.read(target, offset, length);
        }
        request();
        if (position < firstEnd) {
            int read = first.read(target, offset, (int) Math.min(length, firstEnd - position));
            position += Math.max(0, read);
            return read;
        }
        Part part = current == null || current.isEmpty() ? next() : current;
        if (part == null) {
            return refused ? first.read(target, offset, length) : first.end(position);
        }
        int read = part.read(target, offset, length);
        first.check(target, offset, read);
        position += read;
        return read;
    }

    /** Has as many parts on their way as there are connections. */
    private void request() {
        while (parts.size() < connections && requested < file.lengthBytes() && !isClosed) {
            long from = requested;
            long to = Math.min(from + PART_BYTES, file.lengthBytes());
            try {
                parts.add(threads.submit(() -> download(from, to)));
            } catch (RejectedExecutionException closed) {
                return;
            }
            requested = to;
        }
    }

    private Part download(long from, long to) throws DifferentFileException {
        try (ResumingDownload download = ResumingDownload.part(downloads, batch, tries.others(), file, from, to)) {
            open.add(download);
            try {
                if (isClosed) {
                    throw first.failures(from).interrupted("it was closed while being read");
                }
                return Part.of(download, (int) (to - from));
            } finally {
                open.remove(download);
            }
        }
    }

    /** The next part; null if there is none, or if the server gives none. */
    private @Nullable Part next() {
        Future<Part> next = parts.peek();
        if (next == null) {
            if (position < file.lengthBytes()) {
                throw closed();
            }
            return null;
        }
        try {
            current = await(next);
        } catch (MemberportException failed) {
            if (position > firstEnd || isClosed || Thread.currentThread().isInterrupted()) {
                throw failed;
            }
            LOG.info("{}: goes on over one connection only: {}", first.origin(), failed.getMessage());
            refused = true;
            stop();
            return null;
        }
        parts.remove();
        if (position == firstEnd) {
            first.close();
        }
        resumedAtByte = Math.max(resumedAtByte, current.resumedAtByte());
        request();
        return current;
    }

    private Part await(Future<Part> part) {
        try {
            return position == firstEnd ? part.get(tries.window().toNanos(), TimeUnit.NANOSECONDS) : part.get();
        } catch (TimeoutException silent) {
            throw first.failures(position).silent();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw first.failures(position).interrupted("interrupted");
        } catch (CancellationException closed) {
            throw closed();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof DifferentFileException different) {
                throw first.failures(position).different(different.why());
            }
            if (failed.getCause() instanceof MemberportException told) {
                throw told;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private MemberportException closed() {
        return first.failures(position).interrupted("it was closed while being read");
    }

    /** Those of the first connection until another one has been resumed. */
    @Override
    public long resumedAtByte() {
        return Math.max(first.resumedAtByte(), resumedAtByte);
    }

    @Override
    public long expectedBytes() {
        return first.expectedBytes();
    }

    @Override
    public void close() {
        isClosed = true;
        first.close();
        stop();
    }

    private void stop() {
        threads.shutdownNow();
        open.forEach(ResumingDownload::close);
        parts.forEach(part -> part.cancel(true));
    }

    @Override
    public String toString() {
        return first.toString();
    }

    /** Bytes that have come, in pieces that are let go when they have been read. */
    private static final class Part {

        private static final byte[] NOTHING = {};

        private final byte[][] pieces;
        private final int length;
        private final long resumedAtByte;
        private int position;

        private Part(byte[][] pieces, int length, long resumedAtByte) {
            this.pieces = pieces;
            this.length = length;
            this.resumedAtByte = resumedAtByte;
        }

        static Part of(ResumingDownload download, int length) {
            byte[][] pieces = new byte[(length + PIECE_BYTES - 1) / PIECE_BYTES][];
            for (int i = 0; i < pieces.length; i++) {
                byte[] piece = new byte[Math.min(PIECE_BYTES, length - i * PIECE_BYTES)];
                for (int filled = 0; filled < piece.length; ) {
                    filled += download.read(piece, filled, piece.length - filled);
                }
                pieces[i] = piece;
            }
            // The connection can be used again once the end has been read.
            if (download.read(new byte[1], 0, 1) >= 0) {
                throw new IllegalStateException("a part has an end");
            }
            return new Part(pieces, length, download.resumedAtByte());
        }

        long resumedAtByte() {
            return resumedAtByte;
        }

        boolean isEmpty() {
            return position == length;
        }

        int read(byte[] target, int offset, int most) {
            int index = position / PIECE_BYTES;
            int at = position % PIECE_BYTES;
            byte[] piece = pieces[index];
            int count = Math.min(most, piece.length - at);
            System.arraycopy(piece, at, target, offset, count);
            position += count;
            if (at + count == piece.length) {
                pieces[index] = NOTHING;
            }
            return count;
        }
    }
}
