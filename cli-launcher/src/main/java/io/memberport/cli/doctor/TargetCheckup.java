package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.cli.sink.SinkOptionValues;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.export.SinceDecision;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.ShownTarget;
import io.memberport.port.SinkOptions;
import io.memberport.port.network.Network;
import io.memberport.privacy.PrivacyPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks whether targets can be reached and written, and what they hold. Changes nothing in them. */
final class TargetCheckup implements AutoCloseable {

    static final String TARGET = "target";
    static final String NEXT_EXPORT = "next-export";

    /** A sink, and what to call it: by its own words once it has been asked for them. */
    private record Opened(MemberSink sink, String name, String scheme) {}

    private final CommandSession session;
    private final Checkup checkup;
    private final @Nullable String community;
    private final Network network;
    private final List<Opened> opened = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<LastCommit> lastCommits = new ArrayList<>();

    /**
     * A look at targets.
     *
     * @param community whose exports they hold; null if that is not known
     * @param network how they are reached
     */
    TargetCheckup(CommandSession session, Checkup checkup, @Nullable String community, Network network) {
        this.session = session;
        this.checkup = checkup;
        this.community = community;
        this.network = network;
    }

    /** Looks at a target. */
    void look(GivenValue target, SinkCatalogue catalogue, SinkOptionValues options) {
        String shown = ShownTarget.of(target.value()).text();
        Optional<MemberSink> made = checkup.attempt(TARGET, shown, () -> create(target.value(), catalogue, options));
        if (made.isEmpty()) {
            return;
        }
        MemberSink sink = made.get();
        opened.add(new Opened(sink, shown, catalogue.forTarget(target.value()).scheme()));
        checkup.attempt(TARGET, shown, () -> distinct(sink.description())).ifPresent(name -> {
            session.note("Checking " + Printable.text(name));
            checkup.make(TARGET, name, () -> examine(sink, name));
        });
    }

    private MemberSink create(String target, SinkCatalogue catalogue, SinkOptionValues options) {
        MemberSinkProvider provider = catalogue.forTarget(target);
        return provider.create(
                target, SinkOptions.of(provider, options.of(provider)).with(network));
    }

    private String distinct(String description) {
        if (!seen.add(description)) {
            throw Targets.givenTwice(description);
        }
        return description;
    }

    private Check examine(MemberSink sink, String name) {
        sink.check();
        String writable = "Can be written, as far as can be checked without writing. ";
        if (community == null) {
            return Check.ok(TARGET, name, writable + "Its exports were not checked, because no community is given.");
        }
        Optional<LastCommit> last = sink.lastCommit(community);
        last.ifPresent(lastCommits::add);
        return Check.ok(
                        TARGET,
                        name,
                        writable
                                + last.map(TargetCheckup::held)
                                        .orElse("Holds no export of this community that has the options of this run."))
                .holding(last.orElse(null));
    }

    private static String held(LastCommit commit) {
        return "Holds export " + (commit.batchId() == null ? "without an id" : commit.batchId())
                + (commit.exportDate() == null ? "" : " of " + commit.exportDate())
                + (commit.lastSyncDate() == null ? "." : ", values as of " + commit.lastSyncDate() + ".");
    }

    /** The batches that the targets hold, each once. */
    List<String> batchIds() {
        return lastCommits.stream()
                .flatMap(commit -> Optional.ofNullable(commit.batchId()).stream())
                .distinct()
                .toList();
    }

    /** All targets, as their sinks describe them; empty if something is wrong with one, or there is none. */
    Optional<List<String>> descriptions() {
        return opened.isEmpty() || checkup.hasFailed(TARGET) ? Optional.empty() : Optional.of(List.copyOf(seen));
    }

    /** Whether a run would keep a copy of the file, to read it twice. */
    boolean needsSpooling() {
        return opened.stream()
                .anyMatch(one -> checkup.attempt(TARGET, one.name(), one.sink()::needsVariablesFirst)
                        .orElse(false));
    }

    /** Tells what the next export would start from. */
    void lookAhead(PrivacyPolicies policies) {
        if (opened.isEmpty() && !checkup.hasFailed(TARGET)) {
            checkup.add(Check.warning(
                    TARGET,
                    null,
                    "None is given "
                            + session.settings()
                                    .wayToGive(
                                            "with --to, or as 'to' in "
                                                    + session.settings().fileName(),
                                            "as 'to'")
                            + "; an export needs one."));
        }
        if (opened.isEmpty() || community == null || checkup.hasFailed(TARGET)) {
            checkup.add(
                    Check.skipped(NEXT_EXPORT, null, "Not known without a community and targets that can be read."));
            return;
        }
        List<MemberSink> sinks = opened.stream().map(Opened::sink).toList();
        checkup.make(
                NEXT_EXPORT,
                null,
                () -> Check.ok(
                        NEXT_EXPORT,
                        null,
                        SinceDecision.of(sinks, community, sink -> policy(sink, policies))
                                .reason()));
    }

    private PrivacyPolicy policy(MemberSink sink, PrivacyPolicies policies) {
        return opened.stream()
                .filter(one -> one.sink() == sink)
                .map(one -> policies.of(sink.description(), one.scheme()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        for (Opened one : opened) {
            checkup.attempt(TARGET, one.name(), () -> {
                one.sink().close();
                return true;
            });
        }
    }
}
