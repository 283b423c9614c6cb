package io.memberport.cli;

import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "generate-completion", hidden = true, header = "Print a completion script for a shell.")
final class CompletionCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "bash|zsh|fish",
            arity = "0..1",
            description = "The shell: bash, zsh or fish. Default: bash.")
    private String shell = "bash";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ProcessEnvironment process;

    CompletionCommand(ProcessEnvironment process) {
        this.process = process;
    }

    @Override
    public Integer call() {
        Completion completion = new Completion(spec.root(), process.sinks().get());
        process.out()
                .print(
                        switch (shell) {
                            case "bash", "zsh" -> completion.bash();
                            case "fish" -> completion.fish();
                            default ->
                                throw new MemberportException(
                                        FailureKind.CONFIGURATION,
                                        "There is no completion for the shell '" + Printable.text(shell)
                                                + "'. Name bash, zsh or fish.");
                        });
        return ExitCode.DONE;
    }
}
