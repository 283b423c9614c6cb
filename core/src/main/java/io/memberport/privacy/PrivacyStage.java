package io.memberport.privacy;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.MemberCursor;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A policy at work on one export: takes blocks as they were decoded and gives blocks as a sink may see them. What the policy takes
 * away cannot be reached from these.
 *
 * <p>May be used by several threads.
 */
public final class PrivacyStage {

    /** As many definitions as an export is known by. Beyond, it is still right, if slower. */
    private static final int MOST_KNOWN = 10_000;

    private final PrivacyPolicy policy;
    private final boolean keepsAll;
    private final Map<ProfileVariable, Treatment> known = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();
    private final Set<ProfileVariable> unprotected = ConcurrentHashMap.newKeySet();

    private PrivacyStage(PrivacyPolicy policy) {
        this.policy = policy;
        this.keepsAll = policy.keepsAll();
    }

    /** A policy before an export. */
    public static PrivacyStage of(PrivacyPolicy policy) {
        return new PrivacyStage(policy);
    }

    /** What is done to a variable, and how it looks after that. */
    private static final class Treatment {

        private final ProfileVariable original;
        private final PrivacyAction action;
        private final ProfileVariable shown;
        private final LongAdder values = new LongAdder();

        private Treatment(ProfileVariable original, PrivacyAction action) {
            this.original = original;
            this.action = action;
            this.shown = action.keeps()
                    ? original
                    : ProfileVariable.of(original.id(), original.name(), TEXT, original.sensitivity());
        }

        /** The type of what is hashed or masked. */
        private static final String TEXT = "string";

        PrivacyAction action() {
            return action;
        }

        ProfileVariable shown() {
            return shown;
        }
    }

    /** The variables that a sink may see, as it will see them, in the same order. */
    public List<ProfileVariable> apply(List<ProfileVariable> variables) {
        if (keepsAll) {
            return variables;
        }
        Set<ProfileVariable> shown = new LinkedHashSet<>();
        for (ProfileVariable variable : variables) {
            Treatment treatment = treatment(variable);
            if (treatment.action() != PrivacyAction.DROP) {
                shown.add(treatment.shown());
            }
        }
        return List.copyOf(shown);
    }

    /** The members that a sink may see: the same ones, without what the policy takes away. */
    public MemberBlock apply(MemberBlock block) {
        if (keepsAll) {
            if (!policy.speaksOfSensitive()) {
                lookForSensitive(block);
            }
            return block;
        }
        MemberBlockBuilder shown = MemberBlockBuilder.over(block);
        HashedTexts hashes = new HashedTexts(policy);
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            shown.startMember();
            while (at.nextVariable()) {
                add(at, treatment(at.variable()), hashes, shown);
            }
            shown.endMember(at, hashes.memberId(at.memberId()));
        }
        return shown.build(block.firstMemberIndex(), block.unrecognisedFieldCount(), MemberDocument::of);
    }

    private void lookForSensitive(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            while (at.nextVariable()) {
                ProfileVariable variable = at.variable();
                if (variable.sensitivity() != Sensitivity.NOT_SENSITIVE) {
                    look(variable);
                }
            }
        }
    }

    private void look(ProfileVariable variable) {
        if (!unprotected.contains(variable) && unprotected.size() < MOST_KNOWN && policy.leavesUnprotected(variable)) {
            unprotected.add(variable);
        }
    }

    private void add(MemberCursor at, Treatment treatment, HashedTexts hashes, MemberBlockBuilder shown) {
        int values = at.valueCount();
        treatment.values.add(values);
        switch (treatment.action()) {
            case KEEP -> shown.values(at);
            case HASH, MASK -> {
                while (at.nextValue()) {
                    Text text = at.value();
                    shown.value(
                            text == null ? Value.Kind.NULL : Value.Kind.STRING,
                            text == null ? null : hashes.replace(treatment.action(), text),
                            hashes.id(treatment.action(), at.valueId()));
                }
            }
            case DROP -> {
                dropped.add(values);
                return;
            }
        }
        shown.endVariable(treatment.shown(), at);
    }

    private Treatment treatment(ProfileVariable variable) {
        Treatment found = known.get(variable);
        if (found == null) {
            look(variable);
            found = new Treatment(variable, policy.decide(variable).action());
            if (known.size() < MOST_KNOWN) {
                Treatment other = known.putIfAbsent(variable, found);
                found = other == null ? found : other;
            }
        }
        return found;
    }

    /**
     * What a target is told of the export once all of it has gone through.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is an export of all members and lacks a variable
     *     that the policy names
     */
    public ExportMetadata apply(ExportMetadata metadata) {
        if (keepsAll) {
            return metadata;
        }
        Set<String> missing = metadata.isFull() ? policy.missing(known.keySet()) : Set.of();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        return metadata.withPrivacy(applied());
    }

    /**
     * The number of variables that are sensitive, or of which the export does not say whether they are, and that a sink got although
     * the policy does not speak of them; the first ten thousand.
     */
    public int unprotectedVariables() {
        return unprotected.size();
    }

    private AppliedPrivacy applied() {
        List<AppliedPrivacy.Treated> variables = new ArrayList<>();
        known.values()
                .forEach(treatment -> variables.add(
                        new AppliedPrivacy.Treated(told(treatment), treatment.action(), treatment.values.sum())));
        variables.sort(Comparator.comparing(treated -> treated.variable().id()));
        return new AppliedPrivacy(Objects.requireNonNull(policy(), "it does not keep all"), dropped.sum(), variables);
    }

    /** The policy's fingerprint; null if it keeps all. */
    public @Nullable String policy() {
        return policy.fingerprint();
    }

    private ProfileVariable told(Treatment treatment) {
        ProfileVariable original = treatment.original;
        return treatment.action() == PrivacyAction.DROP && !policy.keepsNames()
                ? new ProfileVariable(
                        original.id(), null, original.dataType(), original.dataTypeName(), original.sensitivity())
                : original;
    }

    private static MemberportException missing(Set<String> selectors) {
        return MemberportException.of(
                        FailureKind.CONFIGURATION,
                        "The privacy rules are for variables that the export does not have: "
                                + String.join(", ", selectors)
                                + ". Nothing was committed, because a rule with a mistake in it lets through what it is"
                                + " there to stop. Correct the rule or remove it, or allow rules for variables that are missing.")
                .remedy(Remedy.ALLOW_MISSING_VARIABLES)
                .build();
    }
}
