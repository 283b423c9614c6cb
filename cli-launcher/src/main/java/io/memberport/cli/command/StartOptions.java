package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Settings;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which export is written, and what it may do to targets: flags that hold for one run. */
public final class StartOptions {

    @Mixin
    private final AllowanceOptions allowances = new AllowanceOptions();

    @ArgGroup(exclusive = true)
    private @Nullable Beginning beginning;

    @Option(
            names = "--new",
            description = "Start a new export even if one that an earlier run started is not written yet.")
    private boolean another;

    /** The three ways to say by name which export to write. */
    static final class Beginning {

        @Option(
                names = "--batch-id",
                paramLabel = "ID",
                description = "Write this export, which exists already, instead of starting one.")
        @Nullable String batchId;

        @Option(names = "--full", description = "Start a full export, whatever the targets hold.")
        boolean full;

        @Option(
                names = "--since",
                paramLabel = "INSTANT",
                description = "Start an incremental export of the changes since this instant, 2026-01-31T00:00:00Z "
                        + "for example.")
        @Nullable String since;
    }

    /** Whether a batch is named, which only one job can have. */
    public boolean isBatchNamed() {
        return beginning != null && beginning.batchId != null;
    }

    /** What these flags say, or else what the job does. */
    public StartChoice choice(Settings settings) {
        if (another && isBatchNamed()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "--new starts an export, and --batch-id names one; remove one of them.");
        }
        return beginning == null
                ? ofJob(settings)
                : new StartChoice(
                        beginning.batchId,
                        beginning.full,
                        Optional.ofNullable(beginning.since)
                                .map(since -> new GivenValue(since, "--since", GivenValue.Rank.FLAG)),
                        another,
                        allowances.allowances());
    }

    private StartChoice ofJob(Settings settings) {
        Optional<GivenValue> full = settings.ofJob(Settings.FULL);
        Optional<GivenValue> since = settings.ofJob(Settings.SINCE);
        boolean isFull =
                full.filter(given -> given.choice(Truth.class) == Truth.TRUE).isPresent();
        if (isFull && since.isPresent()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    full.get().origin() + " and " + since.get().origin() + " exclude each other; remove one.");
        }
        return new StartChoice(null, isFull, since, another, allowances.allowances());
    }

    /** As YAML writes it. */
    private enum Truth {
        TRUE,
        FALSE
    }
}
