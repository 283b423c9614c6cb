package io.memberport.cli;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.process.Interruption;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.ExitCode;
import io.memberport.port.Delays;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Loads the classes that runs need, by running once; for the start script, which lets Java write them to its class-data
 * archive. Says nothing and never fails: what was loaded is worth keeping.
 */
@Command(name = "warm-up", header = "Load the classes that runs need.", hidden = true)
public final class WarmUpCommand extends BaseCommand {

    private static final int FIRST_WITH_PROFILES = 25;

    WarmUpCommand(ProcessEnvironment process) {
        super(process);
    }

    @Override
    protected int run(CommandSession session) {
        try {
            Path directory = Files.createTempDirectory("memberport-warm-up");
            try (WarmUpStore store = WarmUpStore.start()) {
                // Where the SDK of the object store looks first.
                System.setProperty("aws.accessKeyId", "warm-up");
                System.setProperty("aws.secretAccessKey", "warm-up");
                runAll(directory, store.endpoint(), session.process().interruption());
            } finally {
                delete(directory);
            }
        } catch (IOException noPlace) {
            session.note("No temporary directory; nothing warmed up.");
        }
        return ExitCode.DONE;
    }

    private static void runAll(Path directory, URI store, Interruption interruption) throws IOException {
        // Empty, as it is in most distributions.
        Files.createDirectory(directory.resolve("plugins"));
        String target = "csv:" + directory.resolve("members.csv");
        // The database that needs no server; other drivers are loaded by the runs that use them.
        String database = "jdbc:sqlite:" + directory.resolve("members.db");
        String file = directory.resolve("export.json").toString();
        List<List<String>> lines = List.of(
                List.of("--version"),
                List.of("demo", "--members", "50", "--to", target),
                List.of("simulate", "--members", members(), "--generate", file),
                toStore(file, store, "jsonl"),
                toStore(file, store, "parquet"),
                List.of("load", file, "--to", target, "--option", "layout=wide", "--output", "json"),
                List.of("load", file, "--to", database),
                List.of("inspect", file),
                List.of("sinks"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ProcessEnvironment quiet = new ProcessEnvironment(
                Map.of(),
                nowhere,
                nowhere,
                false,
                false,
                directory,
                Delays.REAL,
                interruption,
                ProcessEnvironment::builtInSinks,
                directory,
                directory);
        lines.forEach(line -> MemberportCommand.run(line, quiet));
    }

    /** A newer Java also keeps what is worth compiling, and sees that in longer runs only. */
    private static String members() {
        return Runtime.version().feature() >= FIRST_WITH_PROFILES ? "2000" : "50";
    }

    private static List<String> toStore(String file, URI store, String format) {
        return List.of(
                "load",
                file,
                "--to=s3://warm-up/" + format,
                "--option=s3.format=" + format,
                "--option=s3.endpoint=" + store,
                "--option=s3.path-style=on");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
