package io.memberport.cli.targets;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.PluginOptions;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.OptionNames;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.terminal.Printable;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "sinks",
        header = "List the kinds of targets and their options.",
        description = {
            "Lists the kinds of targets and their options, with type, default and meaning. Ends with exit code 2 if"
                    + " a plugin does not work, and says why."
        },
        footer = {
            "",
            "Examples:",
            "  memberport sinks",
            "  memberport sinks --output json",
        })
public final class SinksCommand extends BaseCommand {

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    public SinksCommand(ProcessEnvironment process) {
        super(process);
    }

    @Override
    protected int run(CommandSession session) {
        SinkCatalogue catalogue = plugins.sinks(session);
        session.warnOfUnknownVariables(catalogue::all, !catalogue.isIncomplete());
        session.print(new SinksResult(catalogue.usable(), catalogue.problems()));
        catalogue.problems().forEach(problem -> session.warn(Printable.text(problem)));
        return catalogue.problems().isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
    }

    private record SinksResult(List<SinkCatalogue.Entry> sinks, List<String> problems) implements CommandResult {

        @Override
        public void text(PrintStream out) {
            String gap = "";
            for (SinkCatalogue.Entry entry : sinks) {
                out.print(gap);
                lines(entry).forEach(line -> out.println(Printable.text(line)));
                gap = System.lineSeparator();
            }
        }

        private static List<String> lines(SinkCatalogue.Entry entry) {
            MemberSinkProvider sink = entry.provider();
            List<String> lines = new ArrayList<>();
            lines.add(sink.scheme() + ": " + sink.summary());
            lines.add("  origin: " + entry.origin());
            lines.add("  --to " + sink.targetSyntax());
            sink.options().forEach(option -> lines.addAll(lines(sink, option)));
            return lines;
        }

        private static List<String> lines(MemberSinkProvider sink, SinkOption option) {
            OptionNames names = new OptionNames(sink.scheme(), option.name());
            return option.secret()
                    ? List.of(
                            "  " + names.key() + "   (secret)",
                            "      " + option.meaning(),
                            "      Give it as " + names.waysToGiveSecret() + ".")
                    : List.of(
                            "  --option " + names.key() + "=" + option.type().description() + "   (default: "
                                    + shownDefault(option) + ")",
                            "      " + option.meaning());
        }

        private static String shownDefault(SinkOption option) {
            return option.defaultValue().isEmpty() ? "none" : option.defaultValue();
        }

        @Override
        public JsonObject json() {
            return new JsonObject()
                    .with("sinks", sinks.stream().map(SinksResult::json).toList())
                    .with("problems", problems);
        }

        private static JsonObject json(SinkCatalogue.Entry entry) {
            MemberSinkProvider sink = entry.provider();
            return new JsonObject()
                    .with("scheme", sink.scheme())
                    .with("summary", sink.summary())
                    .with("target", sink.targetSyntax())
                    .with("origin", entry.origin())
                    .with(
                            "options",
                            sink.options().stream()
                                    .map(option -> json(option, new OptionNames(sink.scheme(), option.name())))
                                    .toList());
        }

        private static JsonObject json(SinkOption option, OptionNames names) {
            return new JsonObject()
                    .with("name", option.name())
                    .with("type", option.type().description())
                    .with("default", option.defaultValue().isEmpty() ? null : option.defaultValue())
                    .with("meaning", option.meaning())
                    .with("secret", option.secret())
                    .with("environment", names.environmentVariable().orElse(null))
                    .with(
                            "environmentFile",
                            option.secret() ? names.fileEnvironmentVariable().orElse(null) : null)
                    .with("setting", names.key())
                    .with("settingFile", option.secret() ? names.fileKey() : null);
        }
    }
}
