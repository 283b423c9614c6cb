package io.memberport.cli.profile;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.TargetOptions;
import io.memberport.cli.privacy.PrivacyOptions;
import io.memberport.cli.sink.Targets;
import io.memberport.cli.terminal.Printable;
import io.memberport.model.ProfileVariable;
import io.memberport.port.MemberSink;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The targets that are asked which columns they have for variables, or would make, under the rules of the settings file. */
final class TargetColumns implements AutoCloseable {

    private final CommandSession session;
    private final String community;
    private final @Nullable Targets targets;
    private final Function<MemberSink, PrivacyPolicy> policies;

    private TargetColumns(
            CommandSession session,
            String community,
            @Nullable Targets targets,
            Function<MemberSink, PrivacyPolicy> policies) {
        this.session = session;
        this.community = community;
        this.targets = targets;
        this.policies = policies;
    }

    /** The targets of flags; those of the settings file are for runs that write. */
    static TargetColumns open(CommandSession session, TargetOptions options, String community) {
        if (options.targets.isEmpty()) {
            return new TargetColumns(session, community, null, sink -> PrivacyPolicy.NONE);
        }
        Targets opened = options.open(session);
        try {
            Function<MemberSink, PrivacyPolicy> policies =
                    opened.policies(new PrivacyOptions().policies(session.settings()));
            TargetColumns columns = new TargetColumns(session, community, opened, policies);
            // A target that cannot be read is found before an export is read for hours.
            columns.of(List.of());
            return columns;
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    /** By targets and by variables' ids. */
    Map<String, Map<String, String>> of(List<ProfileVariable> variables) {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        for (MemberSink sink : targets == null ? List.<MemberSink>of() : targets.sinks()) {
            List<ProfileVariable> seen = PrivacyStage.of(policies.apply(sink)).apply(variables);
            columns.put(sink.description(), sink.columnsOf(community, seen));
        }
        return columns;
    }

    /** The same, with a note if a target has none. */
    Map<String, Map<String, String>> ofAll(List<ProfileVariable> variables) {
        Map<String, Map<String, String>> columns = of(variables);
        columns.forEach((target, names) -> {
            if (names.isEmpty() && !variables.isEmpty()) {
                session.note("The target " + Printable.text(target)
                        + " gives these variables no columns of their own. With layout=wide, a target can do that for those"
                        + " that rules for personal data keep.");
            }
        });
        return columns;
    }

    @Override
    public void close() {
        if (targets != null) {
            targets.close();
        }
    }
}
