package io.memberport.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
public final class CommonOptions {

    @Option(
            order = 101,
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (YAML). Default: memberport.yaml in the working directory, if it is there.")
    public @Nullable String config;

    @Option(
            order = 102,
            names = "--output",
            paramLabel = "text|json",
            description = "Form of the result on standard output: text (default), or one JSON document.")
    @Nullable String output;

    @Option(
            order = 103,
            names = {"-q", "--quiet"},
            description = "Write only warnings and errors to standard error, no progress and no notes.")
    boolean quiet;

    @Option(
            order = 104,
            names = {"-v", "--verbose"},
            description = "Write a log to standard error, with stack traces of errors. Give it twice for more detail."
                    + " Never shows secrets or members' values.")
    boolean[] verbose = {};

    @Option(
            order = 105,
            names = "--log-format",
            paramLabel = "text|json",
            description = "Form of standard error: text (default), or one JSON object on each line.")
    @Nullable String logFormat;

    @Option(
            order = 106,
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Whether a log is asked for. */
    public boolean isVerbose() {
        return verbose.length > 0;
    }
}
