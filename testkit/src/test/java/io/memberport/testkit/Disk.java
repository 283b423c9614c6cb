package io.memberport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the {@link ReferenceSink} asks of a disk, so that one can be full. */
interface Disk {

    Disk REAL = new Disk() {
        @Override
        public void append(Path file, byte[] bytes) throws IOException {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    };

    void append(Path file, byte[] bytes) throws IOException;

    void rename(Path from, Path to) throws IOException;

    /** A disk that has room for so many appends, and then for none, nor for a renaming. */
    static Disk breakingAfter(int appends) {
        return new Disk() {

            private int left = appends;

            @Override
            public void append(Path file, byte[] bytes) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("no space left");
                }
                REAL.append(file, bytes);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                throw new IOException("no renaming");
            }
        };
    }
}
