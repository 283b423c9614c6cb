package io.memberport.sink.jdbc.session;

import io.memberport.error.MemberportException;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.sink.jdbc.database.Database;
import java.time.Duration;

/** Connects to a database that was there a moment ago. */
public final class Reconnection {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private Reconnection() {}

    /** Tries until it works, or the time is over, or the thread is interrupted; then throws what went wrong last. */
    public static JdbcSession open(Database database, String target, Duration patience) {
        Deadline end = Deadline.after(patience, Delays.REAL::nanoTime);
        while (true) {
            try {
                return JdbcSession.open(database, target);
            } catch (MemberportException unreachable) {
                if (end.isOver()) {
                    throw unreachable;
                }
                pause(unreachable);
            }
        }
    }

    private static void pause(MemberportException unreachable) {
        try {
            Delays.REAL.waitFor(PAUSE);
        } catch (MemberportException interrupted) {
            throw unreachable;
        }
    }
}
