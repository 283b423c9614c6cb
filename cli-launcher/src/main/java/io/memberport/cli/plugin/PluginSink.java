package io.memberport.cli.plugin;

import static io.memberport.error.FailureKind.TARGET;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommitReceipt;
import io.memberport.port.CommittedVariables;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A sink of a plugin. A failure to answer what it is asked before it is opened is explained here. The use case explains what
 * it throws while it writes, because it knows what became of the target, except for failures of linking.
 */
record PluginSink(PluginBorder border, MemberSink sink) implements MemberSink {

    @Override
    public String description() {
        return border.ask(TARGET, "asked for the description of a target", sink::description);
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
    public Optional<CommittedVariables> lastVariables(String community) {
        return border.ask(TARGET, "asked for the last variables", () -> sink.lastVariables(community));
    }

    @Override
    public Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        return border.ask(TARGET, "asked for the columns of variables", () -> sink.columnsOf(community, variables));
    }

    @Override
    public Optional<MemberEraser> eraser() {
        return border.ask(TARGET, "asked whether it erases members", sink::eraser)
                .map(this::complete);
    }

    private MemberEraser complete(MemberEraser eraser) {
        border.requireComplete(MemberEraser.class, eraser.getClass());
        return new PluginEraser(border, eraser);
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

    /** What erases members, of which the use case explains what it throws. */
    private record PluginEraser(PluginBorder border, MemberEraser eraser) implements MemberEraser {

        @Override
        public ErasureReceipt erase(String community, MembersToErase members) {
            return border.run(
                    TARGET,
                    " Whether the members are erased there is not known; run again to find out.",
                    () -> eraser.erase(community, members));
        }

        @Override
        public ErasureReceipt count(String community, MembersToErase members) {
            return border.run(TARGET, "", () -> eraser.count(community, members));
        }
    }

    /** A run of the sink, of which the use case explains what it throws. */
    private record PluginRun(PluginBorder border, SinkRun run) implements SinkRun {

        @Override
        public void write(MemberBlock block) {
            border.perform(TARGET, () -> run.write(block));
        }

        @Override
        public PreparedWrite prepare(MemberBlock block) {
            PreparedWrite prepared =
                    Objects.requireNonNull(border.run(TARGET, "", () -> run.prepare(block)), "prepare");
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
}
