package io.memberport.cli;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.port.ValueAdjustments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sinks that take everything and keep nothing, and remembers what it was asked for. */
public final class StubSinkProvider implements MemberSinkProvider {

    private final String scheme;
    private final List<SinkOption> options;
    private final List<String> targets = new ArrayList<>();
    private @Nullable SinkOptions given;
    private String setupScript = "";
    private ValueAdjustments adjustments = ValueAdjustments.NONE;
    private Runnable committing = () -> {};

    public StubSinkProvider(String scheme, SinkOption... options) {
        this.scheme = scheme;
        this.options = List.of(options);
    }

    /** Whose targets need something before the first run. */
    StubSinkProvider needing(String script) {
        setupScript = script;
        return this;
    }

    /** Whose targets do not hold every value as it was sent. */
    StubSinkProvider adjusting(ValueAdjustments values) {
        adjustments = values;
        return this;
    }

    /** Whose targets do something first when they commit. */
    public StubSinkProvider committing(Runnable first) {
        committing = first;
        return this;
    }

    /** The targets sinks were made for, as this provider got them. */
    List<String> targets() {
        return targets;
    }

    /** What the last sink was given for an option. */
    String given(String option) {
        return given == null ? "(no sink was made)" : given.get(option);
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String summary() {
        return "Nothing.";
    }

    @Override
    public String targetSyntax() {
        return scheme + ":ANYTHING";
    }

    @Override
    public List<SinkOption> options() {
        return options;
    }

    @Override
    public MemberSink create(String target, SinkOptions values) {
        targets.add(target);
        given = values;
        return new StubSink(scheme + " number " + targets.size(), setupScript, adjustments, committing);
    }

    private record StubSink(String description, String setupScript, ValueAdjustments adjustments, Runnable committing)
            implements MemberSink {

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return Optional.empty();
        }

        @Override
        public SinkRun open(SinkContext context) {
            return new StubRun(adjustments, committing);
        }
    }

    private record StubRun(ValueAdjustments adjustments, Runnable committing) implements SinkRun {

        @Override
        public void write(MemberBlock block) {}

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            committing.run();
            return new CommitReceipt(0, adjustments);
        }

        @Override
        public void close() {}
    }
}
