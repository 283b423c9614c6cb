package io.memberport.cli.privacy;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.SettingsSection;
import io.memberport.cli.settings.Suggestion;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.PrivacyAction;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a run: one for all targets, and others for targets that the settings file names. What flags say is added to each
 * of them: a flag can make a policy stricter, and {@code --sensitive} says anew what happens to sensitive variables.
 */
public final class PrivacyPolicies {

    static final String SENSITIVE = "sensitive";
    static final String DROP = "drop";
    static final String HASH = "hash";
    static final String MASK = "mask";
    static final String ONLY = "only";

    private static final String UNSTATED = "unstated";
    private static final String NOT_SENSITIVE = "not-sensitive";
    private static final String OTHERWISE = "otherwise";
    private static final String KEEP = "keep";
    private static final String MEMBER_ID = "member-id";
    private static final String MASK_TEXT = "mask-text";
    private static final String DROPPED_NAMES = "dropped-names";
    private static final String UNKNOWN_FIELDS = "unknown-fields";
    private static final String MISSING = "missing";
    private static final String TARGETS = "targets";

    private static final Set<String> KEYS = Set.of(
            SENSITIVE,
            UNSTATED,
            NOT_SENSITIVE,
            OTHERWISE,
            ONLY,
            DROP,
            HASH,
            MASK,
            KEEP,
            MEMBER_ID,
            MASK_TEXT,
            DROPPED_NAMES,
            UNKNOWN_FIELDS,
            MISSING);

    private enum OfMemberIds {
        KEEP,
        HASH
    }

    /** What can become of names of dropped variables, and of unknown fields. */
    private enum Keeping {
        KEEP,
        DROP
    }

    /** What to do about a rule for a variable that the export does not have. */
    private enum Missing {
        REFUSE,
        ALLOW
    }

    private final PrivacyOptions flags;
    private final Settings settings;
    private final PrivacyPolicy common;
    private final Map<String, PrivacyPolicy> named = new LinkedHashMap<>();
    private @Nullable HashKey key;

    private PrivacyPolicies(PrivacyOptions flags, Settings settings) {
        this.flags = flags;
        this.settings = settings;
        SettingsSection section = settings.privacy();
        section.parts().forEach((name, part) -> {
            if (!name.equals(TARGETS)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "'privacy " + Printable.text(name)
                                + "' in the settings file must be a value or a list of values.");
            }
            addNamed(part);
        });
        this.common = policy(section);
    }

    static PrivacyPolicies of(PrivacyOptions flags, Settings settings) {
        return new PrivacyPolicies(flags, settings);
    }

    private void addNamed(SettingsSection targets) {
        targets.values().forEach((name, values) -> {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "'privacy targets " + Printable.text(name)
                            + "' in the settings file must be a mapping, 'drop: Email'" + " for example.");
        });
        targets.parts().forEach((name, part) -> named.put(name, policy(part)));
    }

    /** For all targets that have none of their own. */
    public PrivacyPolicy common() {
        return common;
    }

    /** The policies of targets, by a target as it is given or by the scheme of several. */
    public Map<String, PrivacyPolicy> named() {
        return Map.copyOf(named);
    }

    /** The policy of a target: its own, or that of its scheme, or the one for all. */
    public PrivacyPolicy of(String target, String scheme) {
        PrivacyPolicy own = named.get(target);
        return own == null ? named.getOrDefault(scheme, common) : own;
    }

    /**
     * Makes sure that no policy is for a target that there is not: of one with a mistake in its name, everything would be written.
     *
     * @param targets those of the run
     * @param schemes of all sinks
     */
    public void requireKnown(Set<String> targets, Set<String> schemes) {
        Set<String> inFile =
                settings.targetsInFile().stream().map(GivenValue::value).collect(Collectors.toSet());
        for (String name : named.keySet()) {
            if (!targets.contains(name) && !inFile.contains(name) && !schemes.contains(name)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "'privacy targets' in the settings file has a policy for '" + Printable.text(name)
                                + "', which is no target of this run and no type of targets. Write a target as it is given"
                                + " with --to or 'to', or one of " + sorted(schemes) + ".");
            }
        }
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private PrivacyPolicy policy(SettingsSection section) {
        section.values().keySet().stream()
                .filter(name -> !KEYS.contains(name))
                .findFirst()
                .ifPresent(PrivacyPolicies::refuse);
        PrivacyPolicy.Builder builder = PrivacyPolicy.builder();
        action(section, SENSITIVE, builder::sensitive);
        action(section, UNSTATED, builder::unstated);
        action(section, NOT_SENSITIVE, builder::notSensitive);
        action(section, OTHERWISE, builder::otherwise);
        rules(section, KEEP, PrivacyAction.KEEP, builder);
        rules(section, HASH, PrivacyAction.HASH, builder);
        rules(section, MASK, PrivacyAction.MASK, builder);
        rules(section, DROP, PrivacyAction.DROP, builder);
        only(section.all(ONLY), builder);
        only(flags.given(ONLY), builder);
        one(section, MEMBER_ID, given -> {
            if (given.choice(OfMemberIds.class) == OfMemberIds.HASH) {
                builder.hashMemberIds();
            }
        });
        one(section, MASK_TEXT, given -> builder.mask(given.line()));
        one(section, DROPPED_NAMES, given -> {
            if (given.choice(Keeping.class) == Keeping.DROP) {
                builder.withoutNamesOfDropped();
            }
        });
        one(section, UNKNOWN_FIELDS, given -> {
            if (given.choice(Keeping.class) == Keeping.KEEP) {
                builder.keepUnknownFields();
            }
        });
        one(section, MISSING, given -> {
            if (given.choice(Missing.class) == Missing.ALLOW) {
                builder.allowMissing();
            }
        });
        return builder.needsKey() ? builder.key(key()).build() : builder.build();
    }

    private static void refuse(String name) {
        throw new MemberportException(
                FailureKind.CONFIGURATION,
                "'privacy' in the settings file has no '" + Printable.text(name) + "'" + Suggestion.among(KEYS, name)
                        + ". It has: " + sorted(KEYS) + ", " + TARGETS + ".");
    }

    private void one(SettingsSection section, String name, Consumer<GivenValue> use) {
        List<GivenValue> flag = flags.given(name);
        List<GivenValue> given = flag.isEmpty() ? section.all(name) : flag;
        if (given.size() > 1) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.get(1).origin() + ": there can be one value only. Remove the others.");
        }
        given.forEach(use);
    }

    private void action(SettingsSection section, String name, Consumer<PrivacyAction> set) {
        one(section, name, given -> set.accept(given.choice(PrivacyAction.class)));
    }

    private void rules(SettingsSection section, String name, PrivacyAction action, PrivacyPolicy.Builder builder) {
        Stream.concat(section.all(name).stream(), flags.given(name).stream())
                .forEach(given -> builder.rule(action, selector(given)));
    }

    private static void only(List<GivenValue> list, PrivacyPolicy.Builder builder) {
        if (!list.isEmpty()) {
            builder.only(list.stream().map(PrivacyPolicies::selector).collect(Collectors.toSet()));
        }
    }

    private static VariableSelector selector(GivenValue given) {
        String text = given.text();
        return given.use(() -> VariableSelector.parse(text));
    }

    private HashKey key() {
        if (key == null) {
            String secret = settings.requireSecret(Setting.HASH_KEY);
            try {
                key = HashKey.of(secret);
            } catch (IllegalArgumentException tooShort) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The key for hashes (" + Setting.HASH_KEY.environmentVariable()
                                + ", or hash-key) has fewer than "
                                + HashKey.SHORTEST_BYTES + " bytes, so it can be found out by trying. Make one with"
                                + " 'openssl rand -hex 32', for example, and keep it: without it, new hashes do not match"
                                + " those that are written.");
            }
        }
        return key;
    }
}
