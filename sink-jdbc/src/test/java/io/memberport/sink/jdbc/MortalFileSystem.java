package io.memberport.sink.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's, {@code mortal:}, on top of another one, whose files take nothing more from some moment on. What they have then
 * is what a process leaves that is killed at that moment. Public because H2 makes objects of it.
 */
public final class MortalFileSystem extends FilePathWrapper {

    private static final String SCHEME = "mortal";
    private static final Object MOMENT = new Object();
    private static boolean isDead;

    static void register() {
        FilePath.register(new MortalFileSystem());
    }

    static void die() {
        synchronized (MOMENT) {
            isDead = true;
        }
    }

    static void revive() {
        synchronized (MOMENT) {
            isDead = false;
        }
    }

    static boolean isDead() {
        synchronized (MOMENT) {
            return isDead;
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode));
    }

    private static final class Channel extends FileChannel {

        private final FileChannel base;

        Channel(FileChannel base) {
            this.base = base;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (MOMENT) {
                return isDead ? discard(source) : base.write(source, position);
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            synchronized (MOMENT) {
                return isDead ? discard(source) : base.write(source);
            }
        }

        private static int discard(ByteBuffer source) {
            int length = source.remaining();
            source.position(source.limit());
            return length;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            synchronized (MOMENT) {
                if (!isDead) {
                    base.truncate(size);
                }
            }
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return base.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            base.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public void force(boolean metaData) {
            // What is written is there for others already.
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return base.lock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }
    }
}
