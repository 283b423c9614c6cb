package io.memberport.it;

import io.memberport.it.kill.KillPoint;
import java.util.List;

/** Where a run that keeps a private copy of the export can be killed, in the order in which it comes there. */
final class SpoolRunPoints {

    private static final String SPOOL = "io.memberport.file.SpoolFile";

    static final KillPoint AFTER_THE_COMMIT = KillPoint.entering(SPOOL, "close");

    static final List<KillPoint> ALL = List.of(
            KillPoint.entering(SPOOL, "deleteNameIfPossible"),
            KillPoint.leaving(SPOOL, "deleteNameIfPossible"),
            KillPoint.leaving("sun.nio.ch.FileChannelImpl", "write").time(2),
            KillPoint.entering(SPOOL, "open"),
            KillPoint.leaving("io.memberport.export.VariablePass", "over"),
            KillPoint.leaving("io.memberport.sink.csv.CsvOutput", "append").time(2),
            AFTER_THE_COMMIT);

    private SpoolRunPoints() {}
}
