package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.PerVariable;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.TargetValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

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

    /** Where the variables to go to stand, if some stand more than once. */
    private int @Nullable [] distinct;

    private int nextDistinct;

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
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            try {
                survey(at, number, found);
            } catch (MemberportException refused) {
                throw refused.atMember(at.memberIndex(), at.byteOffset());
            }
        }
        return found;
    }

    private void survey(MemberCursor at, long block, List<ProfileVariable> found) {
        known.startMember();
        while (at.nextVariable()) {
            Known<T> next = known.get(at.variable());
            if (next.block != block) {
                next.block = block;
                found.add(at.variable());
            }
        }
    }

    /**
     * Begins a member; its variables come from {@link #next}.
     *
     * @param at stands before its first variable
     */
    void startMember(MemberCursor at) {
        long number = members++;
        boolean repeated = false;
        known.startMember();
        while (at.nextVariable()) {
            Occurrence occurrence = known.get(at.variable()).occurrence;
            repeated |= occurrence.member == number;
            occurrence.member = number;
        }
        at.rewindMember();
        known.startMember();
        distinct = repeated ? distinct(at) : null;
        nextDistinct = 0;
    }

    private static int[] distinct(MemberCursor at) {
        Map<String, Integer> byId = new LinkedHashMap<>();
        while (at.nextVariable()) {
            byId.put(at.variable().id(), at.variableIndex());
        }
        return byId.values().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Goes to the member's next variable; of several with the same id, which an export should not have, to the last one.
     *
     * @return what is derived from it; null if there are no more
     */
    @Nullable T next(MemberCursor at) {
        return moves(at) ? known.get(at.variable()).derived : null;
    }

    private boolean moves(MemberCursor at) {
        int[] places = distinct;
        if (places == null) {
            return at.nextVariable();
        }
        if (nextDistinct == places.length) {
            return false;
        }
        at.toVariable(places[nextDistinct++]);
        return true;
    }

    private Known<T> meet(ProfileVariable variable) {
        Text id = values.id(Text.of(variable.id()), "variable");
        values.acceptDescription(variable);
        Occurrence occurrence = occurrences.computeIfAbsent(variable.id(), absent -> new Occurrence());
        return new Known<>(derivation.apply(variable, id), occurrence);
    }
}
