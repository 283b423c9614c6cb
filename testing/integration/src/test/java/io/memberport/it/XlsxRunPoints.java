package io.memberport.it;

import io.memberport.it.kill.KillPoint;
import java.util.List;
import java.util.stream.Stream;

/** Where a run into a workbook can be killed, in the order in which it comes there. From the renamings on it is as in {@link CsvRunPoints}. */
final class XlsxRunPoints {

    private static final String XLSX = "io.memberport.sink.xlsx.";

    static final KillPoint COMMIT = KillPoint.entering(XLSX + "XlsxRun", "commit");

    /** While the former file has its name. */
    private static final List<KillPoint> BEFORE = List.of(
            KillPoint.leaving("io.memberport.encoding.file.NewFile", "<init>"),
            KillPoint.entering(XLSX + "PartsFile", "append").time(3),
            COMMIT,
            KillPoint.entering(XLSX + "PartsFile", "finish"),
            KillPoint.leaving(XLSX + "PartsFile", "finish"),
            KillPoint.entering("java.nio.file.Files", "move"));

    private XlsxRunPoints() {}

    static List<KillPoint> all() {
        return Stream.of(BEFORE, CsvRunPoints.BETWEEN_THE_RENAMINGS, CsvRunPoints.AFTER_THE_RENAMINGS)
                .flatMap(List::stream)
                .toList();
    }
}
