package io.memberport.sink.jdbc;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the variables of members and knows each by what was once derived from it. Definitions are the same objects
 * throughout an export and members have theirs in much the same order, so the one that followed last time is tried first.
 * Used by one thread at a time.
 *
 * @param <T> what is derived from a definition
 */
final class MemberVariables<T> {

    /** Makes what is needed of a definition, once. */
    @FunctionalInterface
    interface Derivation<T> {

        T of(ProfileVariable variable, Text id);
    }

    /** A definition that was met. */
    static final class Known<T> {

        private final ProfileVariable variable;
        private final T derived;
        private final Occurrence occurrence;
        private @Nullable Known<T> follower;
        private long block = -1;

        private Known(ProfileVariable variable, T derived, Occurrence occurrence) {
            this.variable = variable;
            this.derived = derived;
            this.occurrence = occurrence;
        }

        T derived() {
            return derived;
        }
    }

    /** Where an id was met last, shared by all definitions of that id. */
    private static final class Occurrence {

        private long member = -1;
    }

    private final Derivation<T> derivation;
    private final Map<ProfileVariable, Known<T>> known = new HashMap<>();
    private final Map<String, Occurrence> occurrences = new HashMap<>();
    private @Nullable Known<T> first;
    private @Nullable Known<T> last;
    private long blocks;
    private long members;

    MemberVariables(Derivation<T> derivation) {
        this.derivation = derivation;
    }

    /** The definitions in a block, each once, in the order in which they first appear. */
    List<ProfileVariable> survey(MemberBlock block) {
        long number = blocks++;
        List<ProfileVariable> found = new ArrayList<>();
        for (Member member : block.members()) {
            startMember();
            for (VariableValues entry : member.variables()) {
                Known<T> next = get(entry.variable());
                if (next.block != number) {
                    next.block = number;
                    found.add(next.variable);
                }
            }
        }
        return found;
    }

    /** A member's variables; of several entries with the same id, which an export should not have, the last one. */
    List<VariableValues> of(Member member) {
        long number = members++;
        boolean repeated = false;
        startMember();
        for (VariableValues entry : member.variables()) {
            Occurrence occurrence = get(entry.variable()).occurrence;
            repeated |= occurrence.member == number;
            occurrence.member = number;
        }
        startMember();
        return repeated ? distinct(member.variables()) : member.variables();
    }

    private static List<VariableValues> distinct(List<VariableValues> entries) {
        Map<String, VariableValues> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.variable().id(), entry));
        return List.copyOf(byId.values());
    }

    /** What is derived from the next variable of the member. */
    T derived(ProfileVariable variable) {
        return get(variable).derived;
    }

    private void startMember() {
        last = null;
    }

    private Known<T> get(ProfileVariable variable) {
        Known<T> predecessor = last;
        Known<T> guess = predecessor == null ? first : predecessor.follower;
        if (guess == null || !isSame(guess.variable, variable)) {
            guess = find(variable);
            if (predecessor == null) {
                first = guess;
            } else {
                predecessor.follower = guess;
            }
        }
        last = guess;
        return guess;
    }

    // Equal definitions are the same object; where an export loses that, the map finds them by equality.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ProfileVariable one, ProfileVariable other) {
        return one == other;
    }

    private Known<T> find(ProfileVariable variable) {
        return known.computeIfAbsent(variable, added -> {
            Text id = checkedId(Text.of(added.id()), "variable");
            Occurrence occurrence = occurrences.computeIfAbsent(added.id(), absent -> new Occurrence());
            return new Known<>(added, derivation.of(added, id), occurrence);
        });
    }

    /** Refuses an id that does not fit into keys. */
    static Text checkedId(Text id, String what) {
        if (id.length() > Dialect.LONGEST_ID && id.asString().length() > Dialect.LONGEST_ID) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The export has a " + what + " whose id is longer than " + Dialect.LONGEST_ID
                            + " characters, which does not fit into the keys of a database. Nothing was committed.");
        }
        return id;
    }
}
