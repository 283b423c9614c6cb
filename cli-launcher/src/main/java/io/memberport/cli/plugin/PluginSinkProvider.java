package io.memberport.cli.plugin;

import static io.memberport.error.FailureKind.CONFIGURATION;

import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider of a plugin. What it says of itself is asked once, so that a mistake in it is found before it matters. */
final class PluginSinkProvider implements MemberSinkProvider {

    /** As in a URI, but at least two letters, since one is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+");

    private final PluginBorder border;
    private final MemberSinkProvider provider;
    private final String scheme;
    private final String summary;
    private final String targetSyntax;
    private final List<SinkOption> options;

    private PluginSinkProvider(PluginBorder border, MemberSinkProvider provider) {
        this.border = border;
        this.provider = provider;
        this.scheme = border.ask(CONFIGURATION, "asked for its scheme", provider::scheme);
        this.summary = border.ask(CONFIGURATION, "asked for its summary", provider::summary);
        this.targetSyntax = border.ask(CONFIGURATION, "asked for the syntax of its targets", provider::targetSyntax);
        this.options = border.ask(CONFIGURATION, "asked for its options", () -> copy(provider.options()));
    }

    /** Looks at what the provider says of itself. */
    static PluginSinkProvider of(PluginBorder border, MemberSinkProvider provider) {
        PluginSinkProvider looked = new PluginSinkProvider(border, provider);
        if (!SCHEME.matcher(looked.scheme).matches()) {
            throw border.problem(
                    CONFIGURATION,
                    "has the scheme '" + looked.scheme + "', which no target can start with: a scheme is two or more of"
                            + " a-z, 0-9, '+', '.' and '-', and starts with a letter. Tell its author.");
        }
        looked.checkOptions();
        return looked;
    }

    private void checkOptions() {
        Set<String> names = new HashSet<>();
        for (SinkOption option : options) {
            if (!names.add(option.name())) {
                throw misnamed("has the option '" + option.name() + "' twice");
            }
        }
        for (SinkOption option : options) {
            // That is how the file is named that a secret is in.
            if (option.secret() && names.contains(option.name() + "-file")) {
                throw misnamed("has the option '" + option.name() + "-file' beside the secret '" + option.name() + "'");
            }
        }
    }

    private MemberportException misnamed(String how) {
        return border.problem(CONFIGURATION, how + " in its sink '" + scheme + "'. Tell its author.");
    }

    private static @Nullable List<SinkOption> copy(@Nullable List<SinkOption> options) {
        return options == null ? null : List.copyOf(options);
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String targetSyntax() {
        return targetSyntax;
    }

    @Override
    public boolean recognises(String target) {
        return border.ask(CONFIGURATION, "asked whether a target is meant for it", () -> provider.recognises(target));
    }

    @Override
    public List<SinkOption> options() {
        return options;
    }

    @Override
    public Map<String, Integer> columnLimits() {
        return border.ask(CONFIGURATION, "asked how many columns there can be", provider::columnLimits);
    }

    @Override
    public MemberSink create(String target, SinkOptions given) {
        return border.ask(CONFIGURATION, "asked for a sink", () -> checked(provider.create(target, given)));
    }

    private @Nullable MemberSink checked(@Nullable MemberSink sink) {
        if (sink == null) {
            return null;
        }
        try {
            border.requireComplete(MemberSink.class, sink.getClass());
        } catch (RuntimeException | LinkageError incomplete) {
            closeIncomplete(sink);
            throw incomplete;
        }
        return new PluginSink(border, sink);
    }

    private static void closeIncomplete(MemberSink sink) {
        try {
            sink.close();
        } catch (RuntimeException | LinkageError ignored) {
            // It has not touched its target, and what matters is told already: that it cannot be used.
        }
    }
}
