package io.memberport.cli.command;

import io.memberport.cli.log.LogFormat;
import io.memberport.cli.log.Logging;
import io.memberport.cli.log.Messages;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.plugin.Plugins;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.OutputFormat;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.UnknownVariables;
import io.memberport.cli.terminal.LiveProgress;
import io.memberport.cli.terminal.Printable;
import io.memberport.cli.terminal.Progress;
import io.memberport.cli.terminal.TerminalWidth;
import io.memberport.error.FailureKind;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.MemberSinkProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a command: its settings, what it prints, and what it closes at the end. */
public final class CommandSession implements AutoCloseable {

    private final ProcessEnvironment process;
    private final CommonOptions options;
    private final Settings settings;
    private final OutputFormat format;
    private final LogFormat logFormat;
    private final Messages messages;
    private final Progress progress;
    private final Deque<Plugins> opened = new ArrayDeque<>();
    private final Deque<AutoCloseable> blockers = new ArrayDeque<>();
    private final Set<String> toldVariables;
    private final @Nullable String job;
    private boolean isPrinted;
    private boolean hasFailed;

    private CommandSession(
            ProcessEnvironment process,
            CommonOptions options,
            Settings settings,
            OutputFormat format,
            LogFormat logFormat,
            boolean isAlone,
            Set<String> toldVariables,
            @Nullable String job) {
        this.process = process;
        this.options = options;
        this.settings = settings;
        this.format = format;
        this.logFormat = logFormat;
        this.messages = Messages.of(logFormat, process.err());
        this.toldVariables = toldVariables;
        this.job = job;
        this.progress = options.quiet ? Progress.NONE : progress(logFormat, isAlone);
    }

    /** A live line for a person at a terminal, a line now and then elsewhere. */
    private Progress progress(LogFormat logFormat, boolean isAlone) {
        // Log lines and a line that is redrawn do not go together, nor do two such lines.
        boolean live = isAlone
                && process.isErrTerminal()
                && !process.isDumb()
                && !options.isVerbose()
                && logFormat == LogFormat.TEXT;
        return live
                ? new LiveProgress(
                        process.err(),
                        process.delays(),
                        job == null ? "" : RunContext.label(job),
                        new TerminalWidth(process.environment()))
                : messages.progress(process.delays());
    }

    /**
     * Reads the settings.
     *
     * @param flags what the flags of settings say, of those that were given
     * @param formats those of the command's result
     */
    static CommandSession open(
            ProcessEnvironment process, CommonOptions options, Map<Setting, String> flags, Set<OutputFormat> formats) {
        Settings settings = Settings.load(
                flags,
                process.environment(),
                process.workingDirectory(),
                options.config,
                readable -> configureLogging(process, options, readable));
        LogFormat logFormat = configureLogging(process, options, settings);
        OutputFormat format = settings.find(Setting.OUTPUT)
                .map(given -> given.choice(formats))
                .orElse(OutputFormat.TEXT);
        return new CommandSession(
                process, options, settings, format, logFormat, true, ConcurrentHashMap.newKeySet(), null);
    }

    /** Before other settings are used, so that what is wrong with them is told in the form that the user wants. */
    private static LogFormat configureLogging(ProcessEnvironment process, CommonOptions options, Settings settings) {
        LogFormat format = settings.find(Setting.LOG_FORMAT)
                .map(given -> given.choice(LogFormat.class))
                .orElse(LogFormat.TEXT);
        Logging.configure(options.verbose.length, format, process.err());
        return format;
    }

    /**
     * A session for a job, with its settings. It prints no result.
     *
     * @param name one of the settings file
     * @param isAlone whether no other job runs at the same time
     */
    public CommandSession ofJob(String name, boolean isAlone) {
        return new CommandSession(
                process, options, settings.forJob(name), format, logFormat, isAlone, toldVariables, name);
    }

    /** The job that this is the session of; empty for a command without jobs. */
    public Optional<String> job() {
        return Optional.ofNullable(job);
    }

    /** The form in which the result is printed. */
    public OutputFormat format() {
        return format;
    }

    public ProcessEnvironment process() {
        return process;
    }

    /**
     * Warns of variables that look like settings and are not, each once.
     *
     * @param sinks those whose options are known
     * @param areAll whether there are no others
     */
    public void warnOfUnknownVariables(Supplier<List<MemberSinkProvider>> sinks, boolean areAll) {
        Set<String> variables = new HashSet<>(process.environment().keySet());
        variables.removeAll(settings.namedVariables());
        if (!UnknownVariables.mayBeIn(variables)) {
            return;
        }
        UnknownVariables unknown = UnknownVariables.ofThisProcess(sinks.get());
        (areAll ? unknown.in(variables) : unknown.certainlyIn(variables)).forEach((name, problem) -> {
            if (toldVariables.add(name)) {
                warn("The variable " + Printable.text(name) + ": " + problem);
            }
        });
    }

    public Settings settings() {
        return settings;
    }

    public Progress progress() {
        return progress;
    }

    /** Keeps plugins open until the command has ended. */
    Plugins keepOpen(Plugins plugins) {
        opened.push(plugins);
        return plugins;
    }

    /** Something that a thread of this session may be blocked in, which an interruption closes. */
    public void closeOnRequest(AutoCloseable blocker) {
        process.interruption().closeOnRequest(blocker);
        blockers.push(blocker);
    }

    @Override
    public void close() {
        blockers.forEach(process.interruption()::forget);
        opened.forEach(Plugins::close);
    }

    /** Prints the result; once in a run. */
    public void print(CommandResult result) {
        progress.clear();
        if (isPrinted) {
            return;
        }
        isPrinted = true;
        switch (format) {
            case TEXT -> result.text(process.out());
            case JSON -> result.json().print(process.out());
            case MARKDOWN -> result.markdown(process.out());
            case CSV -> result.csv(process.out());
        }
        process.out().flush();
    }

    /** Prints a note, unless --quiet is given. */
    public void note(String text) {
        if (!options.quiet) {
            messages().note(text);
        }
    }

    /** Prints a warning. */
    public void warn(String text) {
        messages().warning(text);
    }

    /** What went wrong: after an interruption the interruption, together with the state of the targets. */
    public Failure failureOf(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!process.interruption().isRequested() || failure.kind() == FailureKind.INTERRUPTED) {
            return failure;
        }
        String known = thrown instanceof TargetsFailedException
                ? "Interrupted. " + failure.message()
                : "Interrupted. What was not finished has been discarded.";
        return new Failure(FailureKind.INTERRUPTED, known, null, thrown);
    }

    /** Prints a failure, and with {@code -v} where it came from. */
    public void report(Failure failure) {
        hasFailed = true;
        messages().failure(failure, options.isVerbose());
    }

    /** The command has ended; what it has reported as its failure says so already. */
    public void ended(int exitCode) {
        if (!hasFailed && (!options.quiet || exitCode != ExitCode.DONE)) {
            messages().ended(exitCode);
        }
    }

    /** With {@code -v}, prints where a failure came from that is part of the result. */
    public void trace(Failure failure) {
        if (options.isVerbose()) {
            messages().trace(failure);
        }
    }

    /** What goes to standard error, which has room for it. */
    private Messages messages() {
        progress.clear();
        return messages;
    }
}
