package io.memberport.cli.sink;

import io.memberport.cli.privacy.PrivacyPolicies;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.port.network.Network;
import io.memberport.privacy.PrivacyPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The sinks of a run, which it owns, from the targets the user named. */
public final class Targets implements AutoCloseable {

    private final List<Target> targets = new ArrayList<>();

    /** A sink, and the scheme of its provider. */
    private record Target(MemberSink sink, String scheme) {}

    private final Set<String> schemes;
    private final UnaryOperator<String> describe;

    private Targets(Set<String> schemes, UnaryOperator<String> describe) {
        this.schemes = schemes;
        this.describe = describe;
    }

    /**
     * Makes a sink for each target.
     *
     * @param targets as the user wrote them
     * @param providers whose sinks they are, one for each
     * @param describe what the sink of any target calls it
     */
    public static Targets create(
            List<String> targets,
            List<MemberSinkProvider> providers,
            SinkOptionValues options,
            Network network,
            UnaryOperator<String> describe) {
        options.check(providers);
        Targets created = new Targets(options.schemes(), describe);
        try {
            for (int i = 0; i < targets.size(); i++) {
                MemberSinkProvider provider = providers.get(i);
                MemberSink sink = provider.create(
                        targets.get(i),
                        SinkOptions.of(provider, options.of(provider)).with(network));
                created.targets.add(new Target(sink, provider.scheme()));
            }
            created.refuseDuplicates();
            return created;
        } catch (RuntimeException failure) {
            created.closeAfter(failure);
            throw failure;
        }
    }

    public List<MemberSink> sinks() {
        return targets.stream().map(Target::sink).toList();
    }

    /** The policy for personal data of each of the sinks. */
    public Function<MemberSink, PrivacyPolicy> policies(PrivacyPolicies policies) {
        policies.resolve(describe, schemes);
        return sink -> targets.stream()
                .filter(target -> target.sink() == sink)
                .map(target -> policies.of(sink.description(), target.scheme()))
                .findFirst()
                .orElseThrow();
    }

    private void refuseDuplicates() {
        Set<String> seen = new HashSet<>();
        for (MemberSink sink : sinks()) {
            if (!seen.add(sink.description())) {
                throw givenTwice(sink.description());
            }
        }
    }

    public static MemberportException givenTwice(String description) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The target " + Printable.text(description) + " is given twice; remove one.");
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** Closes every sink, whatever the others do. Idempotent, as the sinks' own close is. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (MemberSink sink : sinks()) {
            try {
                sink.close();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
