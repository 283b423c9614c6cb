package io.memberport.cli;

import io.memberport.cli.result.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For the build, which packs the pages into the distribution. */
@Command(name = "generate-man-pages", hidden = true, header = "Write the pages of the manual to a directory.")
final class ManPagesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIRECTORY", description = "The directory, which is created if it does not exist.")
    private Path directory = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> page : ManPage.all(spec.root()).entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
        }
        return ExitCode.DONE;
    }
}
