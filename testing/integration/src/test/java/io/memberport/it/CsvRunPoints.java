package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.it.kill.Kill;
import io.memberport.it.kill.KillPoint;
import io.memberport.it.kill.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** Where a run into a CSV file can be killed, in the order in which it comes there, and what holds then. */
final class CsvRunPoints {

    private static final String CSV = "io.memberport.sink.csv.";
    private static final String FILE = "io.memberport.encoding.file.";
    private static final String LOCK = "io.memberport.port.file.LockFile";
    private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";
    private static final String FILES = "java.nio.file.Files";

    static final KillPoint COMMIT = KillPoint.entering(CSV + "CsvRun", "commit");

    /** While the file is being written. */
    static final List<KillPoint> WRITING = List.of(
            KillPoint.entering(LOCK, "acquire"),
            KillPoint.leaving(LOCK, "acquire"),
            KillPoint.entering(FILE + "NewFile", "<init>"),
            KillPoint.leaving(FILE + "NewFile", "<init>"),
            KillPoint.entering(CSV + "CsvOutput", "append").time(2),
            KillPoint.entering(CHANNEL, "write").time(3),
            KillPoint.leaving(CSV + "CsvOutput", "append").time(3));

    /** In the commit, while the former file has its name. The first flush is the data's, the second the manifest's. */
    static final List<KillPoint> BEFORE_THE_RENAMING = List.of(
            KillPoint.entering(CSV + "CsvOutput", "finish"),
            KillPoint.entering(CHANNEL, "force"),
            KillPoint.leaving(CHANNEL, "force"),
            KillPoint.entering(FILE + "FileCommit", "writeManifest"),
            KillPoint.entering(CHANNEL, "force").time(2),
            KillPoint.leaving(FILE + "FileCommit", "writeManifest"),
            KillPoint.entering(FILES, "move"));

    /** When the file is the new one and the manifest is the former. */
    static final List<KillPoint> BETWEEN_THE_RENAMINGS = List.of(
            KillPoint.leaving(FILES, "move"), KillPoint.entering(FILES, "move").time(2));

    /** When all is in place, from before the directory is flushed to the end of the lock. */
    static final List<KillPoint> AFTER_THE_RENAMINGS = List.of(
            KillPoint.leaving(FILES, "move").time(2),
            KillPoint.entering(FILE + "FileCommit", "forceDirectory"),
            KillPoint.leaving(FILE + "FileCommit", "forceDirectory"),
            KillPoint.entering(LOCK, "close"),
            KillPoint.leaving(LOCK, "close"));

    /** The few to be tried with each layout. */
    static final List<KillPoint> FEW = List.of(
            KillPoint.leaving(CSV + "CsvOutput", "append").time(3),
            KillPoint.leaving(CSV + "CsvOutput", "finish"),
            KillPoint.entering(FILES, "move"),
            KillPoint.entering(FILES, "move").time(2),
            KillPoint.leaving(FILES, "move").time(2));

    /** What a run says that finds the export in place. */
    static final String ALREADY_WRITTEN = "\"outcome\":\"already-written\"";

    private static final String WRITTEN = "\"outcome\":\"written\"";

    private CsvRunPoints() {}

    /** A file is the new one from its renaming on; the next run writes the export unless it finds file and manifest in place. */
    static void requireWhatThePointPromises(Kill kill) {
        KillPoint point = kill.point();
        if (point == null) {
            return;
        }
        boolean done = AFTER_THE_RENAMINGS.contains(point);
        boolean visible = done || BETWEEN_THE_RENAMINGS.contains(point);
        assertEquals(visible ? Outcome.NEW : Outcome.FORMER, kill.outcome(), kill::toString);
        if (done) {
            assertTrue(kill.said().contains(ALREADY_WRITTEN), kill::toString);
        } else if (!kill.killedAgain()) {
            assertTrue(kill.said().contains(WRITTEN), kill::toString);
        }
    }

    static List<KillPoint> all() {
        return Stream.of(WRITING, BEFORE_THE_RENAMING, BETWEEN_THE_RENAMINGS, AFTER_THE_RENAMINGS)
                .flatMap(List::stream)
                .toList();
    }
}
