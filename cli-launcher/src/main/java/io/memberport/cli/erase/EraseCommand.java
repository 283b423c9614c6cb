package io.memberport.cli.erase;

import io.memberport.cli.command.BaseCommand;
import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.NetworkOptions;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.export.LoadCommand;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.process.ProcessEnvironment;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.sink.Targets;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.erasure.MemberErasure;
import io.memberport.model.Text;
import io.memberport.port.MemberSink;
import io.memberport.privacy.PrivacyPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "erase",
        header = "Erase members from one target or several.",
        description = {
            "Erases members, by their ids, from all that targets hold of a community: rows, documents, and exports that later"
                    + " ones have replaced. Everyone else's data stays as it is, and so does the place where the next"
                    + " incremental export starts. Each target is done on its own, all or nothing; run it again after a"
                    + " failure. Prints what was removed, and what remains that Memberport cannot reach.",
            "",
            "Erase the members at Alida first: a later export that has them brings them back. Ids are looked for as they are"
                    + " given and, if the settings file hashes member ids, hashed with MEMBERPORT_HASH_KEY. After a change"
                    + " of the key, run it once with each key. Upper and lower case count.",
            "",
            "Ids are never printed. Other users of this machine can see arguments; ids in a file or on standard input they"
                    + " cannot see."
        },
        footer = {
            "",
            "Examples:",
            "  memberport erase --ids-file ids.txt --to csv:members.csv --dry-run",
            "  memberport erase --ids-file - --to s3://bucket/prefix/ --community acme --output json < ids.txt"
        })
public final class EraseCommand extends BaseCommand {

    /** What help calls an id; arguments of a command that has some are not repeated in messages. */
    public static final String MEMBER_ID = "MEMBER_ID";

    @Parameters(
            paramLabel = MEMBER_ID,
            arity = "0..*",
            description = "Ids of members, as Alida has them. Those that begin with - come after --.")
    private List<String> ids = List.of();

    @Option(
            names = "--ids-file",
            paramLabel = "FILE",
            description = "File of member ids, one on each line; - for standard input.")
    private @Nullable String idsFile;

    @Option(names = "--dry-run", description = "Only count what would be erased.")
    private boolean dryRun;

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    final NetworkOptions networkOptions = new NetworkOptions();

    @Option(
            names = "--community",
            paramLabel = "NAME",
            description = "The community's API key name, under which targets keep its members. Default: local.")
    @Nullable String community;

    private final ErasureReport report = new ErasureReport();

    public EraseCommand(ProcessEnvironment process) {
        super(process, Set.of(ExitCode.TARGET_FAILED));
    }

    /** It takes them away, which its result must tell as well. */
    @Override
    public boolean writesMembers() {
        return true;
    }

    @Override
    protected int run(CommandSession session) {
        Set<Text> memberIds = memberIds(session);
        report.asked(memberIds.size());
        String name = session.settings()
                .find(Setting.COMMUNITY)
                .map(GivenValue::value)
                .orElse(LoadCommand.LOCAL_COMMUNITY);
        try (Targets targets = targetOptions.open(session)) {
            List<MemberSink> sinks = targets.sinks();
            MemberErasure erasure = MemberErasure.forCommunity(name).withPrivacy(policies(session));
            report.finished(dryRun ? erasure.count(memberIds, sinks) : erasure.run(memberIds, sinks));
        }
        failure(report.failures()).ifPresent(failure -> {
            throw failure;
        });
        session.print(report);
        return ExitCode.DONE;
    }

    private Set<Text> memberIds(CommandSession session) {
        List<String> inFile =
                idsFile == null ? List.of() : IdsFile.read(session.process().workingDirectory(), idsFile);
        return Stream.concat(ids.stream(), inFile.stream())
                .filter(id -> !id.isEmpty())
                .map(Text::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** All that hash ids; that one of them is for another target does no harm. */
    private static List<PrivacyPolicy> policies(CommandSession session) {
        return new PrivacyOptions().policies(session.settings()).thatHashMemberIds();
    }

    /** One for all targets; of several kinds that of the first failure decides, but an interruption before all. */
    private static Optional<MemberportException> failure(List<MemberportException> failures) {
        if (failures.size() < 2) {
            return failures.stream().findFirst();
        }
        FailureKind kind = failures.stream()
                .map(MemberportException::kind)
                .filter(FailureKind.INTERRUPTED::equals)
                .findFirst()
                .orElse(failures.get(0).kind());
        String message =
                failures.stream().map(failure -> Failure.of(failure).message()).collect(Collectors.joining(" "));
        return Optional.of(new MemberportException(kind, message, failures.get(0)));
    }

    @Override
    protected CommandResult failed(Failure failure) {
        return report.failed(failure);
    }
}
