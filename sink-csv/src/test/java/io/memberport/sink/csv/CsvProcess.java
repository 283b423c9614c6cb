package io.memberport.sink.csv;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.file.Disk;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import io.memberport.testing.file.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run in a process of its own: says {@code writing} once it has written a block, commits when its input ends, and says
 * {@code committed}; or says the kind of a failure. Its arguments are the target and the number of renamings after which
 * it halts as if killed, -1 for never.
 */
final class CsvProcess {

    static final MemberBlock BLOCK = Exports.block(Exports.member("other-process"));

    private CsvProcess() {}

    public static void main(String[] arguments) throws IOException {
        int[] renamingsLeft = {Integer.parseInt(arguments[1])};
        Disk disk = FaultyDisk.renaming((from, to) -> {
            if (renamingsLeft[0]-- == 0) {
                Runtime.getRuntime().halt(137);
            }
            Disk.REAL.rename(from, to);
        });
        CsvFormat format =
                new CsvFormat(io.memberport.port.Layout.LONG, new CsvDialect(',', false), false, Compression.NONE);
        try (CsvMemberSink sink = new CsvMemberSink(Path.of(arguments[0]), format, disk);
                SinkRun run = sink.open(Exports.context())) {
            run.write(BLOCK);
            System.out.println("writing");
            System.in.transferTo(System.err);
            run.commit(Exports.metadata("other-process", BLOCK));
            System.out.println("committed");
        } catch (MemberportException e) {
            System.out.println(e.kind());
        }
    }
}
