package io.memberport.sink.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's, {@code recording:}, on top of another one. It keeps what a file has after each write, which is what a process
 * leaves that is killed then. Public because H2 makes objects of it.
 */
public final class RecordingFileSystem extends FilePathWrapper {

    private static final List<byte[]> STATES = new ArrayList<>();
    private static boolean isRecording;

    static void register() {
        FilePath.register(new RecordingFileSystem());
    }

    /** What the files of this system have after each write, while something runs; of one file at a time. */
    static List<byte[]> statesDuring(Runnable run) {
        record(true);
        try {
            run.run();
        } finally {
            record(false);
        }
        synchronized (STATES) {
            List<byte[]> states = List.copyOf(STATES);
            STATES.clear();
            return states;
        }
    }

    private static void record(boolean on) {
        synchronized (STATES) {
            isRecording = on;
        }
    }

    @Override
    public String getScheme() {
        return "recording";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new RecordedFile(getBase().open(mode));
    }

    private static final class RecordedFile extends FileBaseDefault {

        private final FileChannel base;

        RecordedFile(FileChannel base) {
            this.base = base;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            synchronized (STATES) {
                int written = base.write(source, position);
                if (isRecording) {
                    STATES.add(content());
                }
                return written;
            }
        }

        private byte[] content() throws IOException {
            ByteBuffer content = ByteBuffer.allocate((int) base.size());
            base.read(content, 0);
            return content.array();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            base.truncate(size);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
