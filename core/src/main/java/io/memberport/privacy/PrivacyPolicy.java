package io.memberport.privacy;

import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Sha256;
import io.memberport.model.Text;
import io.memberport.port.SinkOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a target may see of an export.
 *
 * <p>What happens to a variable is decided in this order:
 *
 * <ol>
 *   <li>If there are lists of what is {@linkplain Builder#only let in}, a variable that one of them does not name is dropped,
 *       unless a rule that hashes, masks or keeps names it.
 *   <li>Of the {@linkplain Builder#rule rules} that are for the variable, the most specific one counts: by id, by name, by
 *       a pattern of names, by type or {@code isSensitive}, in this order. Of several equally specific ones the strictest
 *       counts.
 *   <li>A variable that no rule is for gets what is said for all {@linkplain Builder#otherwise others}: it is kept if nothing
 *       is said.
 * </ol>
 *
 * <p>Values that are hashed or masked are texts without ids, and the target sees their variable as one of the type {@code
 * string}. A null stays a null, and the number of values and their effective dates stay what they are.
 *
 * <p>Immutable.
 */
public final class PrivacyPolicy {

    /** No policy: everything is written as it comes. */
    public static final PrivacyPolicy NONE = builder().build();

    /** What stands in place of a masked value if nothing else is said. */
    public static final String DEFAULT_MASK = "***";

    private static final int FINGERPRINT_DIGITS = 32;

    private final List<Rule> selective;
    private final List<Set<VariableSelector>> only;
    private final Map<Sensitivity, PrivacyAction> bySensitivity;
    private final PrivacyAction otherwise;
    private final PrivacyAction memberIds;
    private final boolean keepsNames;
    private final boolean keepsUnknownFields;
    private final boolean dropsUnknownFields;
    private final boolean allowsMissing;
    private final Text mask;
    private final @Nullable HashKey key;

    private record Rule(VariableSelector selector, PrivacyAction action) {

        boolean isStricterThan(@Nullable Rule other) {
            if (other == null || selector.kind() != other.selector.kind()) {
                return other == null || selector.kind().compareTo(other.selector.kind()) > 0;
            }
            return action.compareTo(other.action) > 0;
        }
    }

    /**
     * What is to be done to a variable.
     *
     * @param action what
     * @param reason why, for people
     */
    public record Decision(PrivacyAction action, String reason) {}

    private PrivacyPolicy(Builder from) {
        this.selective = List.copyOf(from.rules);
        this.only = List.copyOf(from.only);
        this.bySensitivity = from.bySensitivity();
        this.otherwise = from.otherwise;
        this.memberIds = from.memberIds;
        this.keepsNames = from.keepsNames;
        this.keepsUnknownFields = from.keepsUnknownFields;
        this.dropsUnknownFields = from.dropsUnknownFields;
        this.allowsMissing = from.allowsMissing;
        this.mask = Text.of(from.mask);
        this.key = from.key;
    }

    /** A policy that keeps everything so far. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is to be done to a variable. */
    public Decision decide(ProfileVariable variable) {
        Rule named = named(variable);
        if (!isLetIn(variable) && (named == null || !letsIn(named))) {
            return new Decision(PrivacyAction.DROP, "not in the list of what is let in");
        }
        PrivacyAction bySensitivity = this.bySensitivity.get(variable.sensitivity());
        if (named != null && (bySensitivity == null || isBefore(named, bySensitivity))) {
            return new Decision(named.action(), "the rule for " + named.selector());
        }
        return bySensitivity == null
                ? new Decision(otherwise, "no rule is for it")
                : new Decision(bySensitivity, "the rule for " + text(variable.sensitivity()));
    }

    /** Type and sensitivity say equally little of a variable. */
    private static boolean isBefore(Rule named, PrivacyAction bySensitivity) {
        return named.selector().kind() != VariableSelector.Kind.TYPE
                || named.action().compareTo(bySensitivity) >= 0;
    }

    private static String text(Sensitivity sensitivity) {
        return switch (sensitivity) {
            case SENSITIVE -> "sensitive variables";
            case NOT_SENSITIVE -> "variables that are not sensitive";
            case UNSTATED -> "variables of which the export does not say whether they are sensitive";
        };
    }

    private @Nullable Rule named(ProfileVariable variable) {
        Rule found = null;
        for (Rule rule : selective) {
            if (rule.selector().matches(variable) && rule.isStricterThan(found)) {
                found = rule;
            }
        }
        return found;
    }

    /** A type is too much to let all of its variables in. */
    private static boolean letsIn(Rule rule) {
        return rule.action() != PrivacyAction.DROP && rule.selector().kind() != VariableSelector.Kind.TYPE;
    }

    private boolean isLetIn(ProfileVariable variable) {
        return only.stream().allMatch(list -> list.stream().anyMatch(selector -> selector.matches(variable)));
    }

    /** Whether everything is written as it comes, whatever the export has. */
    public boolean keepsAll() {
        return only.isEmpty()
                && !dropsUnknownFields
                && memberIds.keeps()
                && otherwise.keeps()
                && bySensitivity.values().stream().allMatch(PrivacyAction::keeps)
                && selective.stream().allMatch(rule -> rule.action().keeps());
    }

    /**
     * Whether it says what happens to all sensitive variables: by {@code isSensitive}, or by what happens to those that no rule is
     * for. A policy that does not was made without a thought for some of them.
     */
    public boolean speaksOfSensitive() {
        return bySensitivity.containsKey(Sensitivity.SENSITIVE) || !otherwise.keeps();
    }

    /** Whether it keeps a variable that may be sensitive, for no reason. */
    boolean leavesUnprotected(ProfileVariable variable) {
        return variable.sensitivity() != Sensitivity.NOT_SENSITIVE
                && !bySensitivity.containsKey(variable.sensitivity())
                && otherwise.keeps()
                && isLetIn(variable)
                && named(variable) == null;
    }

    /**
     * The policy as 32 lower-case hexadecimal digits, which differ for another policy or key; null if it {@linkplain
     * #keepsAll keeps all}. Says nothing of the key.
     */
    public @Nullable String fingerprint() {
        if (keepsAll()) {
            return null;
        }
        byte[] lines = String.join("\n", lines()).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(lines).substring(0, FINGERPRINT_DIGITS);
    }

    /**
     * All that makes a difference to what is written, in an order that does not depend on how the policy was built. A text that is
     * the user's has its length before it, so that nothing in it can be taken for something else.
     */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        selective.stream()
                .map(rule -> line(rule.selector()) + rule.action())
                .distinct()
                .sorted()
                .forEach(lines::add);
        only.stream()
                .map(list ->
                        "only" + list.stream().map(PrivacyPolicy::line).sorted().toList())
                .distinct()
                .sorted()
                .forEach(lines::add);
        bySensitivity.forEach((sensitivity, action) -> lines.add("sensitivity " + sensitivity + action));
        lines.add("otherwise " + otherwise + " ids " + memberIds);
        lines.add("names " + keepsNames + " unknown " + keepsUnknownFields);
        if (uses(PrivacyAction.MASK)) {
            lines.add("mask " + line(mask.asString()));
        }
        if (key != null && uses(PrivacyAction.HASH)) {
            lines.add("key " + key.id());
        }
        return lines;
    }

    private static String line(VariableSelector selector) {
        return selector.kind() + line(selector.toString());
    }

    private static String line(String text) {
        return text.length() + ":" + text + " ";
    }

    /** What it says, for people: one sentence without a full stop for each rule; none if it says nothing. */
    public List<String> rules() {
        List<String> lines = new ArrayList<>();
        only.stream()
                .map(list -> "let in " + String.join(", ", sorted(list)))
                .distinct()
                .sorted()
                .forEach(lines::add);
        selective.stream()
                .map(rule -> SinkOption.wireName(rule.action()) + " " + rule.selector())
                .distinct()
                .sorted()
                .forEach(lines::add);
        bySensitivity.forEach(
                (sensitivity, action) -> lines.add(SinkOption.wireName(action) + " " + text(sensitivity)));
        if (!otherwise.keeps()) {
            lines.add(SinkOption.wireName(otherwise) + " all others");
        }
        if (!memberIds.keeps()) {
            lines.add(SinkOption.wireName(memberIds) + " member ids");
        }
        if (key != null && uses(PrivacyAction.HASH)) {
            lines.add("the key is " + key.id());
        }
        return lines;
    }

    private static Set<String> sorted(Set<VariableSelector> list) {
        Set<String> sorted = new TreeSet<>();
        list.forEach(selector -> sorted.add(selector.toString()));
        return sorted;
    }

    /** Whether it hashes anything, so that its key makes a difference. */
    public boolean hashes() {
        return uses(PrivacyAction.HASH);
    }

    private boolean uses(PrivacyAction action) {
        return otherwise == action
                || memberIds == action
                || bySensitivity.containsValue(action)
                || selective.stream().anyMatch(rule -> rule.action() == action);
    }

    /**
     * A member's id as targets have it, so that a member can be found there.
     *
     * @param id as Alida has it
     */
    public Text memberId(Text id) {
        return new HashedTexts(this).memberId(id);
    }

    /** What stands before each hash in place of a member's id; null if targets have the ids themselves. */
    public @Nullable String memberIdKey() {
        return memberIds.keeps() ? null : requireKey().id();
    }

    /** Whether targets have hashes in place of member ids. */
    public boolean hashesMemberIds() {
        return !memberIds.keeps();
    }

    /** What stands in place of a masked value. */
    Text mask() {
        return mask;
    }

    HashKey requireKey() {
        return Objects.requireNonNull(key, "the builder saw to it");
    }

    boolean keepsNames() {
        return keepsNames;
    }

    boolean keepsUnknownFields() {
        return keepsUnknownFields;
    }

    /**
     * What rules are for by id, name or pattern and is not among these variables: an export of all members has it, unless there
     * is a mistake in the rule. Empty if rules may be for variables that are missing.
     */
    public Set<String> missing(Set<ProfileVariable> variables) {
        Set<String> missing = new TreeSet<>();
        if (!allowsMissing) {
            Stream.concat(selective.stream().map(Rule::selector), only.stream().flatMap(Set::stream))
                    .filter(VariableSelector::isForCertain)
                    .filter(selector -> variables.stream().noneMatch(selector::matches))
                    .forEach(selector -> missing.add(selector.toString()));
        }
        return missing;
    }

    /** The number of rules, never their content, which may name what is not to be seen. */
    @Override
    public String toString() {
        return "PrivacyPolicy[" + selective.size() + " rules]";
    }

    /** Makes a policy. Used by one thread. */
    public static final class Builder {

        private final List<Rule> rules = new ArrayList<>();
        private final List<Set<VariableSelector>> only = new ArrayList<>();
        private final Map<Sensitivity, PrivacyAction> bySensitivity = new EnumMap<>(Sensitivity.class);
        private PrivacyAction otherwise = PrivacyAction.KEEP;
        private PrivacyAction memberIds = PrivacyAction.KEEP;
        private boolean keepsNames = true;
        private boolean keepsUnknownFields;
        private boolean dropsUnknownFields;
        private boolean allowsMissing;
        private String mask = DEFAULT_MASK;
        private @Nullable HashKey key;

        private Builder() {}

        private Map<Sensitivity, PrivacyAction> bySensitivity() {
            Map<Sensitivity, PrivacyAction> all = new EnumMap<>(bySensitivity);
            PrivacyAction sensitive = all.get(Sensitivity.SENSITIVE);
            if (sensitive != null) {
                all.putIfAbsent(Sensitivity.UNSTATED, sensitive);
            }
            return all;
        }

        /** Says what happens to the variables that a selector chooses. */
        public Builder rule(PrivacyAction action, VariableSelector selector) {
            rules.add(new Rule(selector, action));
            return this;
        }

        /**
         * Lets nothing in but what a list names, and what rules name that hash, mask or keep variables by id, name or pattern. To be let
         * in is not to be kept: the rules still count. A variable must be in every list.
         */
        public Builder only(Set<VariableSelector> list) {
            only.add(Set.copyOf(list));
            return this;
        }

        /**
         * Says what happens to variables that the export marks as sensitive, and to those of which it does not say whether they
         * are, unless {@link #unstated} says otherwise.
         */
        public Builder sensitive(PrivacyAction action) {
            bySensitivity.put(Sensitivity.SENSITIVE, action);
            return this;
        }

        /** Says what happens to variables of which the export does not say whether they are sensitive. */
        public Builder unstated(PrivacyAction action) {
            bySensitivity.put(Sensitivity.UNSTATED, action);
            return this;
        }

        /** Says what happens to variables that the export marks as not sensitive. */
        public Builder notSensitive(PrivacyAction action) {
            bySensitivity.put(Sensitivity.NOT_SENSITIVE, action);
            return this;
        }

        /** Says what happens to variables that no rule is for: they are kept if this is not called. */
        public Builder otherwise(PrivacyAction action) {
            otherwise = action;
            return this;
        }

        /** Writes hashes of member ids, in rows, keys and documents. */
        public Builder hashMemberIds() {
            memberIds = PrivacyAction.HASH;
            return this;
        }

        /**
         * Keeps fields that this version does not know in the documents of members, but for those of variables that are hashed, masked
         * or dropped. A rule does not decide about what stands in them.
         */
        public Builder keepUnknownFields() {
            keepsUnknownFields = true;
            dropsUnknownFields = false;
            return this;
        }

        /**
         * Leaves fields that this version does not know out of documents, even if all variables are kept. A policy that takes
         * anything away does so without being told.
         */
        public Builder dropUnknownFields() {
            keepsUnknownFields = false;
            dropsUnknownFields = true;
            return this;
        }

        /** Keeps back the names of dropped variables from what a target writes down about the export. */
        public Builder withoutNamesOfDropped() {
            keepsNames = false;
            return this;
        }

        /**
         * Writes an export of all members even if it lacks what a rule is for by id, name or pattern. Otherwise it is refused: by a
         * mistake in a name, a variable would be written that must not be.
         */
        public Builder allowMissing() {
            allowsMissing = true;
            return this;
        }

        /** The text of masked values. */
        public Builder mask(String text) {
            mask = Objects.requireNonNull(text, "text");
            return this;
        }

        /** The key of hashes. */
        public Builder key(HashKey hashKey) {
            key = Objects.requireNonNull(hashKey, "hashKey");
            return this;
        }

        /** Whether something is to be hashed and there is no key yet. */
        public boolean needsKey() {
            return key == null && new PrivacyPolicy(this).uses(PrivacyAction.HASH);
        }

        /**
         * The policy.
         *
         * @throws IllegalStateException if it {@linkplain #needsKey() needs a key}
         */
        public PrivacyPolicy build() {
            if (needsKey()) {
                throw new IllegalStateException("there is no key to hash with");
            }
            return new PrivacyPolicy(this);
        }
    }
}
