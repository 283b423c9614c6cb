package io.memberport.cli.command;

import io.memberport.cli.log.LogFormat;
import io.memberport.cli.log.Logging;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.CommandText;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.Setting;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What all commands share: settings are read first, and failures become a message, an exit code and a JSON document. */
public abstract class BaseCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ProcessEnvironment process;
    private final Set<Integer> exitCodes;

    /** One that ends with {@link ExitCode#ANY_COMMAND} only. */
    protected BaseCommand(ProcessEnvironment process) {
        this(process, Set.of());
    }

    /**
     * A command.
     *
     * @param exitCodes those that it can end with beside {@link ExitCode#ANY_COMMAND}
     */
    protected BaseCommand(ProcessEnvironment process, Set<Integer> exitCodes) {
        this.process = process;
        this.exitCodes = exitCodes;
    }

    /**
     * Does the work.
     *
     * @return the exit code
     */
    protected abstract int run(CommandSession session);

    /**
     * Whether this command brings members somewhere. Its result then tells of work that has been done, and must not go missing
     * unnoticed; false if not overridden.
     */
    public boolean writesMembers() {
        return false;
    }

    /** Warns at the start of variables that look like settings and are not; they may be why the run fails. */
    protected void lookAtVariables(CommandSession session) {
        session.warnOfUnknownVariables(session.process().sinks(), !PluginOptions.mayBeAny(session));
    }

    /** The exit codes that this command can end with beside {@link ExitCode#ANY_COMMAND}. */
    public final Set<Integer> exitCodes() {
        return exitCodes;
    }

    /** The JSON document of a run that failed. */
    protected CommandResult failed(Failure failure) {
        return new FailedResult(failure);
    }

    /** The command that resumes this run, if its failure can be resumed at all; empty if there is nothing to resume. */
    protected Optional<CommandText> resumeCommand(Failure failure) {
        return Optional.empty();
    }

    /**
     * The command line of this run, to be shown and run again.
     *
     * @param but options that are not to be in it
     * @param with options to be in it instead, with their values
     */
    protected final CommandText commandText(Set<String> but, Map<String, String> with) {
        return CommandText.of(spec.commandLine().getParseResult(), but, with);
    }

    /**
     * The command line of this run with one argument in place of its own.
     *
     * @param but options that are not to be in it
     * @param with options to be in it instead, with their values
     */
    protected final CommandText commandText(String argument, Set<String> but, Map<String, String> with) {
        return CommandText.of(spec.commandLine().getParseResult(), List.of(argument), but, with);
    }

    /**
     * The command of this run again, if its failure can pass by itself. After any other failure there is nothing to resume,
     * because such a command has started no export.
     */
    protected final Optional<CommandText> repeatCommand(Failure failure) {
        return failure.kind().isRetryable() ? Optional.of(commandText(Set.of(), Map.of())) : Optional.empty();
    }

    /** The options that every command has. */
    public final CommonOptions common() {
        return common;
    }

    @Override
    public final Integer call() {
        LogFormat asked =
                LogFormat.askedFor(spec.root().commandLine().getParseResult().originalArgs(), process.environment());
        Logging.configure(common.verbose.length, asked, process.err());
        try (CommandSession session = CommandSession.open(process, common, flags())) {
            return outcome(session);
        }
    }

    /** What the flags of settings say, of those that were given. */
    private Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            OptionSpec option = spec.findOption(setting.flag());
            String value = option == null ? null : option.getValue();
            if (value != null) {
                flags.put(setting, value);
            }
        }
        return flags;
    }

    private int outcome(CommandSession session) {
        try {
            lookAtVariables(session);
            int exitCode = run(session);
            session.ended(exitCode);
            return exitCode;
        } catch (RuntimeException | Error thrown) {
            Failure met = session.failureOf(thrown);
            Failure failure = resumeCommand(met).map(met::resumedBy).orElse(met);
            session.report(failure);
            session.print(failed(failure));
            return failure.exitCode();
        }
    }

    /** Nothing but what went wrong; people read that on standard error. */
    private record FailedResult(Failure failure) implements CommandResult {

        @Override
        public void text(PrintStream out) {}

        @Override
        public JsonObject json() {
            return new JsonObject()
                    .with("batchId", failure.batchId())
                    .with("outcome", "failed")
                    .with("error", failure.json());
        }
    }
}
