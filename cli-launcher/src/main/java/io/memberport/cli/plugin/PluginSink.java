package io.memberport.cli.plugin;

import static io.memberport.error.FailureKind.TARGET;

import io.memberport.model.ExportMetadata;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A sink of a plugin. A failure to answer what it is asked before it is opened is explained here. The use case explains what
 * it throws while it writes, because it knows what became of the target, except for failures of linking.
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
    public SinkRun open(SinkContext context) {
        SinkRun run = Objects.requireNonNull(border.run(TARGET, "", () -> sink.open(context)), "open");
        border.requireComplete(SinkRun.class, run.getClass());
        return new PluginRun(border, run);
    }

    @Override
    public void close() {
        border.perform(TARGET, sink::close);
    }
}
