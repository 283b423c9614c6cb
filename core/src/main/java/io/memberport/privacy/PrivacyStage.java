package io.memberport.privacy;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.SinkOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy at work on one export: takes blocks as they were decoded and gives blocks as a sink may see them. What the policy takes
 * away cannot be reached from these.
 *
 * <p>May be used by several threads.
 */
public final class PrivacyStage {

    /** As many definitions as can be accounted for; far more than a community has. */
    private static final int MOST_KNOWN = 10_000;

    private final PrivacyPolicy policy;
    private final boolean keepsAll;
    private final boolean speaksOfSensitive;
    private final Map<ProfileVariable, Treatment> known = new ConcurrentHashMap<>();
    private final Treatment beforeFirst = Treatment.beforeFirst();
    private final Set<ProfileVariable> unprotected = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private long[] values = {};
    private long droppedValues;

    private PrivacyStage(PrivacyPolicy policy) {
        this.policy = policy;
        this.keepsAll = policy.keepsAll();
        this.speaksOfSensitive = policy.speaksOfSensitive();
    }

    /** A policy before an export. */
    public static PrivacyStage of(PrivacyPolicy policy) {
        return new PrivacyStage(policy);
    }

    /** The policy's fingerprint; null if it keeps all. */
    public @Nullable String policy() {
        return policy.fingerprint();
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
            if (!speaksOfSensitive) {
                lookForSensitive(block);
            }
            return block;
        }
        ShownBlock shown = new ShownBlock(this, policy, block);
        MemberBlock made = shown.make();
        count(shown);
        return made;
    }

    private synchronized void count(ShownBlock shown) {
        long[] more = shown.values();
        if (more.length > values.length) {
            values = Arrays.copyOf(values, more.length);
        }
        for (int i = 0; i < more.length; i++) {
            values[i] += more[i];
        }
        droppedValues += shown.droppedValues();
    }

    private void lookForSensitive(MemberBlock block) {
        for (ProfileVariable variable : block.variables()) {
            if (variable.sensitivity() != Sensitivity.NOT_SENSITIVE) {
                look(variable);
            }
        }
    }

    private void look(ProfileVariable variable) {
        if (!unprotected.contains(variable) && unprotected.size() < MOST_KNOWN && policy.leavesUnprotected(variable)) {
            unprotected.add(variable);
        }
    }

    boolean keepsUnknownFields() {
        return policy.keepsUnknownFields();
    }

    Treatment beforeFirst() {
        return beforeFirst;
    }

    /** What is done to a variable. */
    Treatment treatment(ProfileVariable variable) {
        Treatment found = known.get(variable);
        return found == null ? decide(variable) : found;
    }

    private synchronized Treatment decide(ProfileVariable variable) {
        Treatment found = known.get(variable);
        if (found == null) {
            look(variable);
            if (known.size() == MOST_KNOWN) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The export describes variables in more than " + MOST_KNOWN
                                + " ways, and of no more can be said what privacy rules do to them. Nothing was committed. Write it"
                                + " without rules.");
            }
            found = new Treatment(variable, policy.decide(variable).action(), known.size());
            known.put(variable, found);
        }
        return found;
    }

    /**
     * What a target is told of the export once all of it has gone through.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is an export of all members and lacks a variable
     *     that the policy names, or if it describes a variable in several ways, of which the policy treats one in another way than
     *     the others
     */
    public ExportMetadata apply(ExportMetadata metadata) {
        if (keepsAll) {
            return metadata;
        }
        requireOneActionForEach();
        if (metadata.isFull() && metadata.members() > 0) {
            requireAll();
        }
        return metadata.withPrivacy(applied());
    }

    /** Of a variable with two names, values under the one would be in clear and under the other hidden. */
    private void requireOneActionForEach() {
        Map<String, PrivacyAction> actions = new HashMap<>();
        for (Treatment treatment : known.values()) {
            String id = treatment.original().id();
            PrivacyAction other = actions.putIfAbsent(id, treatment.action());
            if (other != null && other != treatment.action()) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "The export describes the variable " + id
                                + " in several ways, and the privacy rules do different"
                                + " things to it: " + SinkOption.wireName(other) + " and "
                                + SinkOption.wireName(treatment.action())
                                + ". Nothing was committed. Add a rule for id:" + id + ".");
            }
        }
    }

    /**
     * The number of variables that are sensitive, or of which the export does not say whether they are, and that a sink got although
     * the policy does not speak of them; the first ten thousand.
     */
    public int unprotectedVariables() {
        return unprotected.size();
    }

    private synchronized AppliedPrivacy applied() {
        List<AppliedPrivacy.Treated> variables = new ArrayList<>();
        for (Treatment treatment : known.values()) {
            long count = treatment.index() < values.length ? values[treatment.index()] : 0;
            variables.add(new AppliedPrivacy.Treated(told(treatment), treatment.action(), count));
        }
        variables.sort(Comparator.comparing(treated -> treated.variable().id()));
        return new AppliedPrivacy(
                Objects.requireNonNull(policy(), "it does not keep all"),
                policy.memberIdKey(),
                droppedValues,
                variables);
    }

    private ProfileVariable told(Treatment treatment) {
        ProfileVariable original = treatment.original();
        return treatment.action() == PrivacyAction.DROP && !policy.keepsNames()
                ? new ProfileVariable(
                        original.id(), null, original.dataType(), original.dataTypeName(), original.sensitivity())
                : original;
    }

    private void requireAll() {
        Set<String> missing = policy.missing(known.keySet());
        if (!missing.isEmpty()) {
            throw MemberportException.of(
                            FailureKind.CONFIGURATION,
                            "The privacy rules are for variables that the export does not have: "
                                    + String.join(", ", missing)
                                    + ". Nothing was committed, because a rule with a mistake in it lets through what it is"
                                    + " there to stop. Correct the rule or remove it, or allow rules for variables that are missing.")
                    .remedy(Remedy.ALLOW_MISSING_VARIABLES)
                    .build();
        }
    }
}
