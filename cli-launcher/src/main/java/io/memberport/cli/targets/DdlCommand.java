package io.memberport.cli.targets;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.port.MemberSink;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ddl",
        header = "Show what a target needs before the first run, as a script.",
        description = {
            "Prints what the targets need before the first run, as a script in their own language (the tables of a database,"
                    + " for example), for their administrator to read and run. Contacts no target and changes nothing. If a"
                    + " target needs nothing, standard error says so."
        },
        footer = {
            "",
            "Examples:",
            "  memberport ddl --to jdbc:postgresql://localhost/members",
            "  memberport ddl --output json      # the targets of memberport.yaml",
        })
public final class DdlCommand extends BaseCommand {

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    public DdlCommand(ProcessEnvironment process) {
        super(process);
    }

    @Override
    protected int run(CommandSession session) {
        try (Targets targets = targetOptions.open(session)) {
            List<Need> needs = targets.sinks().stream().map(Need::of).toList();
            session.print(new ScriptsResult(needs));
            needs.stream()
                    .filter(need -> need.script().isEmpty())
                    .forEach(need ->
                            session.note(Printable.text(need.target()) + " needs nothing before the first run."));
        }
        return ExitCode.DONE;
    }

    /**
     * What a target needs.
     *
     * @param script empty for nothing
     */
    private record Need(String target, String script) {

        static Need of(MemberSink sink) {
            return new Need(sink.description(), sink.setupScript());
        }

        JsonObject json() {
            return new JsonObject().with("target", target).with("script", script);
        }
    }

    private record ScriptsResult(List<Need> needs) implements CommandResult {

        /** The scripts and nothing else, as they are: what is printed goes into a file, or into another program. */
        @Override
        public void text(PrintStream out) {
            String gap = "";
            for (Need need : needs) {
                if (!need.script().isEmpty()) {
                    out.print(gap);
                    out.println(need.script().stripTrailing());
                    gap = System.lineSeparator();
                }
            }
        }

        @Override
        public JsonObject json() {
            return new JsonObject()
                    .with("targets", needs.stream().map(Need::json).toList());
        }
    }
}
