package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.port.Backoff;
import io.memberport.port.Delays;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Restarts the transfer of a file if it {@linkplain MemberportException#isRestartable() was interrupted and cannot be
 * resumed}. It does so twice in all, even if it runs several transfers, because each costs a whole download. The pauses
 * are 5 seconds, then 20 seconds.
 *
 * <p>Used by one thread. {@link MemberExport} and {@link ExportTransfer} have their own; this class is for programs
 * that transfer a file without them.
 */
public final class Restarts {

    private static final int MOST = 2;
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), 4, Duration.ofSeconds(20), 0);

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
     * Runs a transfer until it succeeds, fails for another reason, or is interrupted after the last restart.
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
        used++;
        Duration pause = PAUSES.after(used, 0);
        listener.on(new ExportEvent.TransferRestarted(broken, pause));
        delays.waitFor(pause);
    }
}
