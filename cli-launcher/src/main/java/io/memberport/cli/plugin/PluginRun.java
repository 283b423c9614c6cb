package io.memberport.cli.plugin;

import static io.memberport.error.FailureKind.TARGET;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkRun;
import java.util.Objects;

/** A run of a plugin's sink; see {@link PluginSink} for who explains what it throws. */
final class PluginRun implements SinkRun {

    private final PluginBorder border;
    private final SinkRun run;

    PluginRun(PluginBorder border, SinkRun run) {
        this.border = border;
        this.run = run;
    }

    @Override
    public void write(MemberBlock block) {
        border.perform(TARGET, () -> run.write(block));
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        PreparedWrite prepared = Objects.requireNonNull(border.run(TARGET, "", () -> run.prepare(block)), "prepare");
        return () -> border.perform(TARGET, prepared::write);
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        return border.run(
                TARGET,
                " Whether the target shows the export now is not known; run again to find out.",
                () -> run.commit(metadata));
    }

    @Override
    public void close() {
        border.perform(TARGET, run::close);
    }
}
