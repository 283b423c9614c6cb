package io.memberport.cli.simulate;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Paths;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.port.file.PrivateFile;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        header = "Run a stand-in for Alida's API, or generate an export file.",
        description = {
            "Runs a stand-in for Alida's API on this machine, with made-up members, until it is interrupted (Ctrl-C).",
            "",
            "Prints its address and credentials in the form a shell understands. With --generate it writes an export file"
                    + " instead, and ends."
        },
        footer = {
            "",
            "Examples:",
            "  memberport simulate --members 10000 --port 8080",
            "  memberport simulate --members 100000 --generate export.json.gz",
        })
public final class SimulateCommand extends BaseCommand {

    private static final long DEFAULT_MEMBERS = 10_000;
    private static final int DEFAULT_VARIABLES = 55;
    private static final double ODD_SHARE = 0.03;
    private static final int BUFFER_BYTES = 64 << 10;

    @Mixin
    private final CommunityOptions communityOptions = new CommunityOptions(DEFAULT_MEMBERS, DEFAULT_VARIABLES);

    @Option(
            names = "--odd-values",
            description =
                    "Add a few values that some targets cannot hold in some layouts: a number beyond the range of a"
                            + " double, for example. A database refuses them with layout=wide.")
    private boolean oddValues;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the API on this machine. Default: any that is free.")
    private int port;

    @Option(
            names = "--rate",
            paramLabel = "SIZE",
            description = "Bytes per second of each download, 1MiB for example. Default: as fast as can be.")
    private @Nullable String rate;

    @Option(
            names = "--generate",
            paramLabel = "FILE",
            description = "Write an export file and end. Compressed if the name ends in .gz; replaces what is there.")
    private @Nullable String generate;

    public SimulateCommand(ProcessEnvironment process) {
        super(process);
    }

    @Override
    protected int run(CommandSession session) {
        if (generate != null) {
            session.print(generate(session, generate));
            return ExitCode.DONE;
        }
        try (AlidaSimulator alida = LocalAlida.start(spec(), checkedPort(), bytesPerSecond())) {
            session.print(new Running(alida));
            session.note("Running until interrupted.");
            awaitInterrupt();
        }
        return ExitCode.DONE;
    }

    private long bytesPerSecond() {
        return rate == null ? 0 : new GivenValue(rate, "--rate", GivenValue.Rank.FLAG).bytes();
    }

    private ExportGenerator.Spec spec() {
        ExportGenerator.Spec plain = communityOptions.spec();
        return oddValues ? plain.toBuilder().oddShare(ODD_SHARE).build() : plain;
    }

    private int checkedPort() {
        if (port < 0 || port > 65_535) {
            throw new MemberportException(FailureKind.CONFIGURATION, "--port must be from 0 (any) to 65535.");
        }
        return port;
    }

    /** Ctrl-C is the ordinary end of a simulator, hence no failure. */
    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asExpected) {
            Thread.currentThread().interrupt();
        }
    }

    private Generated generate(CommandSession session, String name) {
        Path file = Paths.resolve(session.process().workingDirectory(), name, "--generate");
        ExportGenerator.Spec spec = spec();
        if (name.endsWith(".gz")) {
            spec = spec.toBuilder().shape(spec.shape().withGzip()).build();
        }
        ExportGenerator generator = ExportGenerator.of(spec);
        try {
            ExportGenerator.Content content = PrivateFile.replace(replaceable(file), out -> {
                BufferedOutputStream buffer = new BufferedOutputStream(out, BUFFER_BYTES);
                ExportGenerator.Content written = generator.writeTo(buffer);
                buffer.flush();
                return written;
            });
            return new Generated(file, content);
        } catch (IOException failure) {
            throw PrivateFile.unwritable(file, failure);
        }
    }

    /** A link is followed, and what is no file refused. */
    private static Path replaceable(Path file) throws IOException {
        Path followed = Files.isSymbolicLink(file) ? file.toRealPath() : file;
        FileType type = FileType.of(followed, LinkOption.NOFOLLOW_LINKS);
        boolean isStream = "-".equals(String.valueOf(file.getFileName()));
        if (isStream || (type != FileType.NONE && type != FileType.REGULAR)) {
            String what = type == FileType.NONE || type == FileType.REGULAR ? "no name for a file here" : type.words();
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The file of --generate, " + Printable.text(file.toString()) + ", is " + what
                            + "; only a regular file can be replaced. Name one, export.json for example.");
        }
        return followed;
    }

    /** How to use the simulator. Its credentials are made up, so they may be shown. */
    private record Running(AlidaSimulator alida) implements CommandResult {

        @Override
        public void text(PrintStream out) {
            out.println("# A stand-in for Alida's API. In another shell:");
            settings()
                    .forEach((setting, value) ->
                            out.println("export " + setting.environmentVariable() + "=" + Printable.shellWord(value)));
            out.println("# then, for example: memberport export --to csv:members.csv");
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            settings().forEach((setting, value) -> json.with(setting.key(), value));
            return json;
        }

        private Map<Setting, String> settings() {
            Map<Setting, String> settings = new LinkedHashMap<>();
            settings.put(Setting.API_URL, alida.apiUrl().toString());
            settings.put(Setting.COMMUNITY, alida.community());
            settings.put(Setting.CLIENT_ID, alida.clientId());
            settings.put(Setting.CLIENT_SECRET, alida.clientSecret());
            settings.put(Setting.API_KEY, alida.apiKey());
            return settings;
        }
    }

    private record Generated(Path file, ExportGenerator.Content content) implements CommandResult {

        @Override
        public void text(PrintStream out) {
            out.println(Printable.text(file.toString()) + ": "
                    + Printable.count(content.members(), "member", "members") + ", "
                    + Printable.count(content.values(), "value", "values") + ", "
                    + Printable.bytes(content.jsonBytes()) + " of JSON");
        }

        @Override
        public JsonObject json() {
            return new JsonObject()
                    .with("file", file)
                    .with("members", content.members())
                    .with("variables", content.variables())
                    .with("values", content.values())
                    .with("bytes", content.jsonBytes());
        }
    }
}
