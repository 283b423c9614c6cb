package io.memberport.cli.plugin;

import static io.memberport.error.FailureKind.TARGET;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sink of a plugin. What it is asked before it is opened is explained here if it fails; what it throws while it writes
 * the run explains, which knows what became of the target, but for failures of linking.
 */
final class PluginSink implements MemberSink {

    private final PluginBorder border;
    private final MemberSink sink;

    PluginSink(PluginBorder border, MemberSink sink) {
        this.border = border;
        this.sink = sink;
    }

    @Override
    public String description() {
        return border.ask(TARGET, "asked what to call a target", sink::description);
    }

    @Override
    public boolean accumulates() {
        return border.ask(TARGET, "asked whether it accumulates", sink::accumulates);
    }

    @Override
    public boolean takesIncremental() {
        return border.ask(TARGET, "asked whether it takes incremental exports", sink::takesIncremental);
    }

    @Override
    public boolean needsVariablesFirst() {
        return border.ask(TARGET, "asked whether it needs the variables first", sink::needsVariablesFirst);
    }

    @Override
    public String setupScript() {
        return border.ask(TARGET, "asked for its setup script", sink::setupScript);
    }

    @Override
    public List<Path> files() {
        return border.ask(TARGET, "asked for its files", sink::files);
    }

    @Override
    public void check() {
        border.ask(TARGET, "asked to check a target", () -> {
            sink.check();
            return true;
        });
    }

    @Override
    public void checkIncremental(String community) {
        border.ask(TARGET, "asked whether it takes changes", () -> {
            sink.checkIncremental(community);
            return true;
        });
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return border.ask(TARGET, "asked for the last commit", () -> sink.lastCommit(community));
    }

    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        return border.ask(
                TARGET, "asked whether it has committed an export", () -> sink.hasCommitted(community, export));
    }

    @Override
    public Optional<Instant> newestExportDate(String community) {
        return border.ask(TARGET, "asked for the newest export date", () -> sink.newestExportDate(community));
    }

    @Override
    public void open(SinkContext context) {
        border.perform(TARGET, () -> sink.open(context));
    }

    @Override
    public void write(MemberBlock block) {
        border.perform(TARGET, () -> sink.write(block));
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        PreparedWrite prepared = Objects.requireNonNull(border.run(TARGET, "", () -> sink.prepare(block)), "prepare");
        return () -> border.perform(TARGET, prepared::write);
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        return border.run(
                TARGET,
                " Whether the target shows the export now is not known; run again to find out.",
                () -> sink.commit(metadata));
    }

    @Override
    public void close() {
        border.perform(TARGET, sink::close);
    }
}
