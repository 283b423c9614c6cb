package io.memberport.sink.jdbc.database;

import io.memberport.sink.jdbc.failure.Operation;
import java.time.Duration;

/**
 * How long a run waits for a database before it gives up; {@link Duration#ZERO} is without an end. After an interruption,
 * no wait lasts longer than {@link #interrupted}.
 *
 * @param connection to be made
 * @param answer to what a database does at once
 * @param locked for tables that another session holds, before a run
 * @param lockedInRun the same in the run, whose download is not to be lost for it
 * @param load for a part of the rows to be taken
 * @param statement for all that was loaded to be moved into the tables
 * @param commit for the commit, which may itself wait for a disk or a standby
 * @param former for a transaction to end whose connection was lost
 * @param interrupted for anything, once the run is interrupted
 */
public record TimeLimits(
        Duration connection,
        Duration answer,
        Duration locked,
        Duration lockedInRun,
        Duration load,
        Duration statement,
        Duration commit,
        Duration former,
        Duration interrupted) {

    /** Of a run: three of the last one have to fit into the ten seconds that the process then has. */
    public static final TimeLimits USUAL = new TimeLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofHours(6),
            Duration.ofMinutes(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3));

    /** For databases in this process, which wait for one another only, and have bounds of their own for that. */
    static final TimeLimits NONE = new TimeLimits(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            USUAL.former(),
            Duration.ZERO);

    public TimeLimits withStatement(Duration longest) {
        return new TimeLimits(connection, answer, locked, lockedInRun, load, longest, commit, former, interrupted);
    }

    /** How long something may take. */
    public Duration of(Operation operation) {
        return switch (operation) {
            case READ, CHECK, CLOSE -> answer;
            case LOCK -> answer.isZero() ? Duration.ZERO : answer.plus(former);
            case SET_UP -> answer.plus(lockedInRun);
            case WRITE -> load;
            case MERGE -> statement;
            case COMMIT -> commit;
        };
    }
}
