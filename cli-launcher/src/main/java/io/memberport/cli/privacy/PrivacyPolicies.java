package io.memberport.cli.privacy;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.PrivacyKeys;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.SettingsSection;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.PrivacyAction;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a run: one for all targets, and others for targets that the settings file names. The rules of flags are added to
 * each of them; {@code --sensitive} replaces what the one for all targets says.
 */
public final class PrivacyPolicies {

    /** To see what policies say without the key of a run. */
    private static final HashKey STAND_IN = HashKey.of("in place of the key that is not given");

    /** Rules, to which a job adds its own; its other values replace those for all jobs. */
    private static final Set<String> RULES =
            Set.of(PrivacyKeys.DROP, PrivacyKeys.HASH, PrivacyKeys.MASK, PrivacyKeys.KEEP);

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

    /** What the section for all targets is called here; no target and no type of targets is called so. */
    private static final String ALL = "";

    private final PrivacyOptions flags;
    private final Settings settings;
    private final Map<String, SettingsSection> sections = new LinkedHashMap<>();
    private final Map<String, PrivacyPolicy> policies = new HashMap<>();
    private final Map<String, String> nameByDescription = new HashMap<>();
    private @Nullable HashKey key;

    private PrivacyPolicies(PrivacyOptions flags, Settings settings) {
        this.flags = flags;
        this.settings = settings;
        SettingsSection all = settings.privacy().under(settings.jobPrivacy(), RULES);
        sections.putAll(all.targets());
        sections.put(ALL, all);
        // A mistake is told even if this run has no target that it is about.
        sections.keySet().forEach(this::builder);
    }

    static PrivacyPolicies of(PrivacyOptions flags, Settings settings) {
        return new PrivacyPolicies(flags, settings);
    }

    /** What to do if variables are sensitive, and no rule is for all of them. A sentence. */
    public static String advice(Settings settings) {
        return "Say what becomes of them with " + settings.wayToGive("--sensitive", "'privacy: sensitive:'")
                + ": drop, hash, mask or keep.";
    }

    /** The policy of all targets that have none of their own. */
    public PrivacyPolicy common() {
        return policy(ALL);
    }

    /**
     * All policies, to be shown: by the target or the type of targets that each is for, that of all others last. If the key is not
     * given, a policy that hashes has another one here, and so another fingerprint.
     */
    public Map<String, PrivacyPolicy> shown() {
        Map<String, PrivacyPolicy> shown = new LinkedHashMap<>();
        sections.keySet().forEach(name -> {
            PrivacyPolicy.Builder builder = builder(name);
            boolean lacksKey = builder.needsKey()
                    && settings.secretSource(Setting.HASH_KEY).isEmpty();
            String all = sections.size() == 1 ? "all targets" : "all other targets";
            shown.put(
                    name.equals(ALL) ? all : name,
                    lacksKey ? builder.key(STAND_IN).build() : policy(name));
        });
        return shown;
    }

    /** The policies that hash member ids, so that a member can be looked for as targets have it. */
    public List<PrivacyPolicy> thatHashMemberIds() {
        return sections.keySet().stream()
                .filter(name -> builder(name).key(STAND_IN).build().hashesMemberIds())
                .map(this::policy)
                .toList();
    }

    /** Whether the key is given. */
    public boolean hasKey() {
        return settings.secretSource(Setting.HASH_KEY).isPresent();
    }

    /**
     * Finds out which targets the policies of targets are for, however each target is written.
     *
     * @param describe what the sink of a target calls it
     * @param schemes of all sinks
     */
    public void resolve(UnaryOperator<String> describe, Set<String> schemes) {
        for (String name : sections.keySet()) {
            if (!name.equals(ALL) && !schemes.contains(name)) {
                if (name.indexOf(':') < 0 && name.indexOf('.') < 0) {
                    throw new MemberportException(
                            FailureKind.CONFIGURATION,
                            section(name).origin() + " has a policy for '" + Printable.text(name)
                                    + "', which is no target and no type of targets. Write a target as it is given with --to"
                                    + " or 'to', or one of " + sorted(schemes) + ".");
                }
                nameByDescription.put(describe.apply(name), name);
            }
        }
    }

    /**
     * The policy of a target, once it is {@linkplain #resolve resolved}: its own, or that of its type, or the one for all.
     *
     * @param description what its sink calls it
     */
    public PrivacyPolicy of(String description, String scheme) {
        String own = nameByDescription.getOrDefault(description, scheme);
        return policy(sections.containsKey(own) ? own : ALL);
    }

    private PrivacyPolicy policy(String name) {
        return policies.computeIfAbsent(name, absent -> {
            PrivacyPolicy.Builder builder = builder(name);
            return builder.needsKey() ? builder.key(key()).build() : builder.build();
        });
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private SettingsSection section(String name) {
        return sections.getOrDefault(name, SettingsSection.EMPTY);
    }

    /** Without a key. */
    private PrivacyPolicy.Builder builder(String name) {
        SettingsSection section = section(name);
        PrivacyPolicy.Builder builder = PrivacyPolicy.builder();
        List<GivenValue> flag = name.equals(ALL) ? flags.given(PrivacyKeys.SENSITIVE) : List.of();
        if (flag.isEmpty()) {
            action(section, PrivacyKeys.SENSITIVE, builder::sensitive);
        } else {
            builder.sensitive(flag.get(0).choice(PrivacyAction.class));
        }
        action(section, PrivacyKeys.UNSTATED, builder::unstated);
        action(section, PrivacyKeys.NOT_SENSITIVE, builder::notSensitive);
        action(section, PrivacyKeys.OTHERWISE, builder::otherwise);
        rules(section, PrivacyKeys.KEEP, PrivacyAction.KEEP, builder);
        rules(section, PrivacyKeys.HASH, PrivacyAction.HASH, builder);
        rules(section, PrivacyKeys.MASK, PrivacyAction.MASK, builder);
        rules(section, PrivacyKeys.DROP, PrivacyAction.DROP, builder);
        if (section.values().containsKey(PrivacyKeys.ONLY)) {
            builder.only(selectors(section.all(PrivacyKeys.ONLY)));
        }
        if (!flags.given(PrivacyKeys.ONLY).isEmpty()) {
            builder.only(selectors(flags.given(PrivacyKeys.ONLY)));
        }
        details(section, builder);
        return builder;
    }

    private static void details(SettingsSection section, PrivacyPolicy.Builder builder) {
        one(section, PrivacyKeys.MASK_TEXT, given -> builder.mask(given.line()));
        one(section, PrivacyKeys.MEMBER_ID, given -> {
            if (given.choice(OfMemberIds.class) == OfMemberIds.HASH) {
                builder.hashMemberIds();
            }
        });
        one(section, PrivacyKeys.DROPPED_NAMES, given -> {
            if (given.choice(Keeping.class) == Keeping.DROP) {
                builder.withoutNamesOfDropped();
            }
        });
        one(section, PrivacyKeys.UNKNOWN_FIELDS, given -> {
            switch (given.choice(Keeping.class)) {
                case KEEP -> builder.keepUnknownFields();
                case DROP -> builder.dropUnknownFields();
            }
        });
        one(section, PrivacyKeys.MISSING, given -> {
            if (given.choice(Missing.class) == Missing.ALLOW) {
                builder.allowMissing();
            }
        });
    }

    private static void one(SettingsSection section, String name, Consumer<GivenValue> use) {
        section.all(name).forEach(use);
    }

    private static void action(SettingsSection section, String name, Consumer<PrivacyAction> set) {
        one(section, name, given -> set.accept(given.choice(PrivacyAction.class)));
    }

    private void rules(SettingsSection section, String name, PrivacyAction action, PrivacyPolicy.Builder builder) {
        Stream.concat(section.all(name).stream(), flags.given(name).stream())
                .forEach(given -> builder.rule(action, selector(given)));
    }

    private static Set<VariableSelector> selectors(List<GivenValue> list) {
        return list.stream().map(PrivacyPolicies::selector).collect(Collectors.toSet());
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
