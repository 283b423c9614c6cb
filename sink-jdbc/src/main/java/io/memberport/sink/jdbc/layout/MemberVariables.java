package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.PerVariable;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.VariableValues;
import io.memberport.sink.jdbc.load.TargetValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Goes through the variables of members and knows each by what was once derived from it. Used by one thread at a time.
 *
 * @param <T> what is derived from a definition
 */
final class MemberVariables<T> {

    /** A definition that was met. */
    private static final class Known<T> {

        private final T derived;
        private final Occurrence occurrence;
        private long block = -1;

        private Known(T derived, Occurrence occurrence) {
            this.derived = derived;
            this.occurrence = occurrence;
        }
    }

    /** Where an id was met last, shared by all definitions of that id. */
    private static final class Occurrence {

        private long member = -1;
    }

    private final TargetValues values;
    private final BiFunction<ProfileVariable, Text, T> derivation;

    /** Without a bound: what is derived from a definition is for good. */
    private final PerVariable<Known<T>> known = new PerVariable<>(this::meet, derived -> 0, Integer.MAX_VALUE);

    private final Map<String, Occurrence> occurrences = new HashMap<>();
    private long blocks;
    private long members;

    /**
     * @param derivation makes what is needed of a definition and its id, once
     */
    MemberVariables(TargetValues values, BiFunction<ProfileVariable, Text, T> derivation) {
        this.values = values;
        this.derivation = derivation;
    }

    /** The definitions in a block, each once, in the order in which they first appear. */
    List<ProfileVariable> survey(MemberBlock block) {
        long number = blocks++;
        List<ProfileVariable> found = new ArrayList<>();
        long index = block.firstMemberIndex();
        for (Member member : block.members()) {
            try {
                survey(member, number, found);
            } catch (MemberportException refused) {
                throw refused.atMember(index, member.byteOffset());
            }
            index++;
        }
        return found;
    }

    private void survey(Member member, long block, List<ProfileVariable> found) {
        known.startMember();
        for (VariableValues entry : member.variables()) {
            Known<T> next = known.get(entry.variable());
            if (next.block != block) {
                next.block = block;
                found.add(entry.variable());
            }
        }
    }

    /** A member's variables; of several entries with the same id, which an export should not have, the last one. */
    List<VariableValues> of(Member member) {
        long number = members++;
        boolean repeated = false;
        known.startMember();
        for (VariableValues entry : member.variables()) {
            Occurrence occurrence = known.get(entry.variable()).occurrence;
            repeated |= occurrence.member == number;
            occurrence.member = number;
        }
        known.startMember();
        return repeated ? distinct(member.variables()) : member.variables();
    }

    private static List<VariableValues> distinct(List<VariableValues> entries) {
        Map<String, VariableValues> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.variable().id(), entry));
        return List.copyOf(byId.values());
    }

    /** What is derived from the next variable of the member. */
    T derived(ProfileVariable variable) {
        return known.get(variable).derived;
    }

    private Known<T> meet(ProfileVariable variable) {
        Text id = values.id(Text.of(variable.id()), "variable");
        values.acceptDescription(variable);
        Occurrence occurrence = occurrences.computeIfAbsent(variable.id(), absent -> new Occurrence());
        return new Known<>(derivation.apply(variable, id), occurrence);
    }
}
