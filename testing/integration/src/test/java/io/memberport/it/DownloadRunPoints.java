package io.memberport.it;

import io.memberport.it.kill.KillPoint;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a download of an export file can be killed, in the order in which it comes there, if the file is long enough for
 * two checkpoints and not for three.
 */
final class DownloadRunPoints {

    private static final String ATTEMPT = "io.memberport.http.DownloadAttempt";
    private static final String PART = "io.memberport.http.download.PartialFile";
    private static final String STATE = "io.memberport.http.download.DownloadState";
    private static final String PRIVATE = "io.memberport.port.file.PrivateFile";
    private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";
    private static final String FILES = "java.nio.file.Files";

    /** All bytes have come. */
    static final KillPoint COMMIT = KillPoint.entering(PART, "force");

    /** Before there is a state: nothing says what the part is, if there is one. */
    static final List<KillPoint> WITHOUT_STATE = List.of(
            KillPoint.entering(PART, "of"),
            KillPoint.leaving(PRIVATE, "openOrCreateOwn"),
            KillPoint.entering(PART, "write"),
            KillPoint.leaving(PART, "write").time(20),
            KillPoint.entering(CHANNEL, "force"),
            KillPoint.entering(STATE, "write"),
            KillPoint.leaving(PRIVATE, "open").time(3),
            KillPoint.entering(FILES, "move"));

    /** When there is one, while it is replaced by the one of the second checkpoint, and until the part gets its name. */
    static final List<KillPoint> WITH_STATE = List.of(
            KillPoint.leaving(FILES, "move"),
            KillPoint.leaving(PART, "save"),
            KillPoint.leaving(CHANNEL, "force").time(3),
            KillPoint.entering(STATE, "write").time(2),
            KillPoint.leaving(PRIVATE, "open").time(4),
            KillPoint.entering(CHANNEL, "force").time(4),
            KillPoint.entering(FILES, "move").time(2),
            KillPoint.leaving(FILES, "move").time(2),
            COMMIT,
            KillPoint.entering(ATTEMPT, "verify"),
            KillPoint.entering(PART, "moveTo"),
            KillPoint.entering(FILES, "move").time(3));

    /** When the file has its name: beside its state, and alone. */
    static final List<KillPoint> WITH_ITS_NAME = List.of(
            KillPoint.leaving(FILES, "move").time(3),
            KillPoint.leaving(PRIVATE, "delete").time(2),
            KillPoint.entering(PART, "close"));

    /** For an ordinary build, of those at which the file does not have its name yet. */
    static final List<KillPoint> SOME = List.of(
            KillPoint.entering(PART, "write"),
            KillPoint.entering(FILES, "move"),
            KillPoint.leaving(FILES, "move"),
            KillPoint.leaving(PRIVATE, "open").time(4),
            KillPoint.entering(FILES, "move").time(2));

    private DownloadRunPoints() {}

    /** All of those. */
    static List<KillPoint> withoutName() {
        return Stream.of(WITHOUT_STATE, WITH_STATE).flatMap(List::stream).toList();
    }

    /** For where a former file is replaced. */
    static List<KillPoint> aroundTheRenaming() {
        return Stream.concat(Stream.of(KillPoint.entering(FILES, "move").time(3)), WITH_ITS_NAME.stream())
                .toList();
    }
}
