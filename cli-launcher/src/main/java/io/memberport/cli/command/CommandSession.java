package io.memberport.cli.command;

import io.memberport.cli.plugin.Plugins;
import io.memberport.cli.process.JobContext;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.Failure;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.sink.UnknownVariables;
import io.memberport.cli.terminal.LineProgress;
import io.memberport.cli.terminal.LiveProgress;
import io.memberport.cli.terminal.Printable;
import io.memberport.cli.terminal.Progress;
import io.memberport.cli.terminal.TerminalWidth;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.MemberSinkProvider;
import java.io.PrintStream;
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
    private final Progress progress;
    private final Deque<Plugins> opened = new ArrayDeque<>();
    private final Deque<AutoCloseable> blockers = new ArrayDeque<>();
    private final Set<String> toldVariables;
    private final String label;
    private final @Nullable String job;
    private boolean isPrinted;

    private CommandSession(
            ProcessEnvironment process,
            CommonOptions options,
            Settings settings,
            OutputFormat format,
            boolean isAlone,
            Set<String> toldVariables,
            @Nullable String job) {
        this.process = process;
        this.options = options;
        this.settings = settings;
        this.format = format;
        this.toldVariables = toldVariables;
        this.job = job;
        this.label = job == null ? "" : JobContext.label(job);
        this.progress = progress(isAlone);
    }

    /** A live line for a person at a terminal, a line now and then elsewhere. */
    private Progress progress(boolean isAlone) {
        if (options.quiet) {
            return Progress.NONE;
        }
        // Log lines and a line that is redrawn do not go together, nor do two such lines.
        boolean live = isAlone && process.isErrTerminal() && !process.isDumb() && options.verbose.length == 0;
        return live
                ? new LiveProgress(process.err(), process.delays(), label, new TerminalWidth(process.environment()))
                : new LineProgress(process.err(), process.delays(), label);
    }

    /**
     * Reads the settings.
     *
     * @param flags what the flags of settings say, of those that were given
     */
    static CommandSession open(ProcessEnvironment process, CommonOptions options, Map<Setting, String> flags) {
        Settings settings = Settings.load(flags, process.environment(), process.workingDirectory(), options.config);
        OutputFormat format = settings.find(Setting.OUTPUT)
                .map(given -> given.choice(OutputFormat.class))
                .orElse(OutputFormat.TEXT);
        return new CommandSession(process, options, settings, format, true, ConcurrentHashMap.newKeySet(), null);
    }

    /**
     * A session for a job, with its settings, and with its name before all that it says. It prints no result.
     *
     * @param name one of the settings file
     * @param isAlone whether no other job runs at the same time
     */
    public CommandSession ofJob(String name, boolean isAlone) {
        return new CommandSession(process, options, settings.forJob(name), format, isAlone, toldVariables, name);
    }

    /** The job that this is the session of; empty for a command without jobs. */
    public Optional<String> job() {
        return Optional.ofNullable(job);
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
        UnknownVariables unknown = new UnknownVariables(sinks.get());
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
        }
        process.out().flush();
    }

    /** Prints a note, unless --quiet is given. */
    public void note(String text) {
        if (!options.quiet) {
            warn(text);
        }
    }

    /** Prints a warning. */
    public void warn(String text) {
        progress.clear();
        process.err().println("memberport: " + label + text);
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
        return new Failure(FailureKind.INTERRUPTED, known, thrown);
    }

    /** Prints a failure, and with {@code -v} where it came from. */
    public void report(Failure failure) {
        warn(failure.message());
        trace(failure);
    }

    /** With {@code -v}, prints where a failure came from that is part of the result. */
    public void trace(Failure failure) {
        if (options.verbose.length > 0) {
            progress.clear();
            printTrace(failure.cause(), process.err());
        }
    }

    public static void report(Failure failure, CommonOptions options, PrintStream err) {
        err.println("memberport: " + failure.message());
        if (options.verbose.length > 0) {
            printTrace(failure.cause(), err);
        }
    }

    /** Like a stack trace, but with the messages of Memberport's own exceptions only: others could quote data. */
    private static void printTrace(Throwable thrown, PrintStream err) {
        Deque<Throwable> rest = new ArrayDeque<>();
        rest.add(thrown);
        for (int printed = 0; printed < 20 && !rest.isEmpty(); printed++) {
            Throwable next = rest.remove();
            err.println(next.getClass().getName() + ownMessage(next));
            for (StackTraceElement frame : next.getStackTrace()) {
                err.println("    at " + Printable.text(frame.toString()));
            }
            if (next.getCause() != null) {
                rest.addFirst(next.getCause());
            }
            rest.addAll(List.of(next.getSuppressed()));
        }
    }

    private static String ownMessage(Throwable thrown) {
        return thrown instanceof MemberportException && thrown.getMessage() != null
                ? ": " + Printable.text(thrown.getMessage())
                : "";
    }

    /** The form of a result. */
    private enum OutputFormat {
        TEXT,
        JSON
    }
}
