package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.port.Delays;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Starts the transfer of a file again if it {@linkplain MemberportException#isRestartable() broke and can only be started
 * again}. Two times in all, however many transfers it is asked to run, because each costs a whole download; with a pause
 * of 5 seconds before the first time and 20 before the second.
 *
 * <p>Used by one thread. For whoever transfers a file without {@link MemberExport}, which has one of its own.
 */
public final class Restarts {

    private static final int MOST = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int PAUSE_FACTOR = 4;

    private final Delays delays;
    private final ExportListener listener;
    private int used;

    /**
     * Two restarts.
     *
     * @param delays for the pauses
     * @param listener hears of each restart before its pause
     */
    public Restarts(Delays delays, ExportListener listener) {
        this.delays = Objects.requireNonNull(delays, "delays");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Runs a transfer until it does not break, or breaks once too often.
     *
     * @param transfer starts at the first byte at each call, and leaves nothing behind when it throws
     * @throws MemberportException the failure of the last transfer, with those of the former ones suppressed onto it
     */
    public <T> T run(Supplier<T> transfer) {
        try {
            return transfer.get();
        } catch (MemberportException broken) {
            if (!broken.isRestartable() || used == MOST) {
                throw broken;
            }
            pauseAfter(broken);
            return again(transfer, broken);
        }
    }

    private <T> T again(Supplier<T> transfer, MemberportException former) {
        try {
            return run(transfer);
        } catch (RuntimeException failed) {
            if (failed != former) {
                failed.addSuppressed(former);
            }
            throw failed;
        }
    }

    private void pauseAfter(MemberportException broken) {
        Duration pause = FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_FACTOR, used));
        used++;
        listener.on(new ExportEvent.TransferRestarted(broken, pause));
        delays.waitFor(pause);
    }
}
