package io.memberport.sink.csv;

import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.TargetNames;
import io.memberport.model.Text;
import io.memberport.port.MembersToErase;
import io.memberport.testing.file.Exports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * An erasure in a process of its own that halts as if killed. Its arguments are the target and the number of steps on the file system
 * after which it halts: before each temporary file is made, and before and after each renaming.
 */
final class CsvErasureProcess {

    /** With the last of them it does not halt at all. */
    static final int POINTS = 6;

    private CsvErasureProcess() {}

    public static void main(String[] arguments) {
        int[] left = {Integer.parseInt(arguments[1])};
        Disk disk = new Disk() {
            @Override
            public FileChannel create(Path file) throws IOException {
                step(left);
                return Disk.REAL.create(file);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                step(left);
                Disk.REAL.rename(from, to);
                step(left);
            }
        };
        new CsvEraser(() -> files(Path.of(arguments[0])), disk)
                .erase(
                        Exports.COMMUNITY,
                        MembersToErase.of(List.of(Text.of("gone"), Text.of("=gone;2"), Text.of("go\r\nne,\"3\""))));
    }

    private static void step(int[] left) {
        if (left[0]-- == 0) {
            Runtime.getRuntime().halt(137);
        }
    }

    private static TargetNames files(Path target) {
        try {
            return TargetNames.of(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
