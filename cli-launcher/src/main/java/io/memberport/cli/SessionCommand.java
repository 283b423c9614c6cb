package io.memberport.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.error.FailureKind;
import io.memberport.export.TargetsFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What all commands share: settings are read first, and failures become a message, an exit code and a JSON document. */
abstract class SessionCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Surroundings surroundings;

    SessionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Does the work.
     *
     * @return the exit code
     */
    abstract int run(Session session);

    /** Tells at the start of variables that are not what they look like; they may be why the run fails. */
    void lookAtVariables(Session session) {
        OptionSpec option = spec.findOption(PluginOptions.FLAG);
        String plugins = option == null ? null : option.getValue();
        session.warnOfUnknownVariables(session.surroundings().sinks(), !PluginOptions.mayBeAny(session, plugins));
    }

    /** The JSON document of a run that failed. */
    Answer failed(Failure failure) {
        return new FailedAnswer(failure);
    }

    /** The command that resumes this run, if its failure can be resumed at all; empty if there is nothing to resume. */
    Optional<CommandText> wayOn(Failure failure) {
        return Optional.empty();
    }

    /**
     * The command line of this run, to be shown and run again.
     *
     * @param but options that are not to be in it
     * @param with options to be in it instead, with their values
     */
    final CommandText commandText(Set<String> but, Map<String, String> with) {
        return CommandText.of(spec.commandLine().getParseResult(), but, with);
    }

    /**
     * The command of this run again, after a failure that may be over by then. There is nothing to resume after any other:
     * such a command has started no export.
     */
    final Optional<CommandText> sameAgain(Failure failure) {
        return failure.kind().isRetryable() ? Optional.of(commandText(Set.of(), Map.of())) : Optional.empty();
    }

    @Override
    public final Integer call() {
        Logging.configure(common.verbose.length);
        try (Session session = Session.open(surroundings, common)) {
            return outcome(session);
        }
    }

    private int outcome(Session session) {
        try {
            lookAtVariables(session);
            return run(session);
        } catch (RuntimeException | Error thrown) {
            Failure met = failureOf(thrown);
            Failure failure = wayOn(met).map(met::resumedBy).orElse(met);
            session.report(failure);
            session.answer(failed(failure));
            return failure.exitCode();
        }
    }

    /** Whatever a thread throws after it was told to stop comes from being told; where targets stand is told all the same. */
    private Failure failureOf(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!surroundings.interruption().isRequested() || failure.kind() == FailureKind.INTERRUPTED) {
            return failure;
        }
        String known = thrown instanceof TargetsFailedException
                ? "Interrupted. " + failure.message()
                : "Interrupted. What was not finished has been discarded.";
        return new Failure(FailureKind.INTERRUPTED, known, thrown);
    }

    /** Nothing but what went wrong; people read that on standard error. */
    private record FailedAnswer(Failure failure) implements Answer {

        @Override
        public void text(PrintStream out) {}

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.string(json, "batchId", failure.batchId());
            json.writeStringField("outcome", "failed");
            json.writeFieldName("error");
            failure.json(json);
            json.writeEndObject();
        }
    }
}
