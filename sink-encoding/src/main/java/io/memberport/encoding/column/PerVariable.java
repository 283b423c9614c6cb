package io.memberport.encoding.column;

import io.memberport.model.ProfileVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Derives something from a variable's definition once, and finds it again at next to no cost: definitions are the same
 * objects throughout an export and members have theirs in much the same order, so the one that followed last time is
 * tried first. Bounded: it forgets all when it is full. Used by one thread at a time.
 *
 * @param <T> what is derived from a definition
 */
public final class PerVariable<T> {

    private static final int ENTRY_WEIGHT = 128;

    private static final class Entry<T> {

        private final ProfileVariable variable;
        private final T derived;
        private @Nullable Entry<T> follower;

        private Entry(ProfileVariable variable, T derived) {
            this.variable = variable;
            this.derived = derived;
        }
    }

    private final Function<ProfileVariable, T> derivation;
    private final ToIntFunction<T> weight;
    private final int capacity;
    private final Map<ProfileVariable, Entry<T>> entries = new HashMap<>();
    private long filled;
    private @Nullable Entry<T> first;
    private @Nullable Entry<T> last;

    /**
     * @param derivation called once for a definition, or again after it was forgotten; what it throws, {@link #get} throws
     * @param weight bytes held by what was derived
     * @param capacity bytes to hold at most
     */
    public PerVariable(Function<ProfileVariable, T> derivation, ToIntFunction<T> weight, int capacity) {
        this.derivation = derivation;
        this.weight = weight;
        this.capacity = capacity;
    }

    /** Says that the next variable is a member's first. */
    public void startMember() {
        last = null;
    }

    /** What is derived from a definition. */
    public T get(ProfileVariable variable) {
        Entry<T> predecessor = last;
        Entry<T> guess = predecessor == null ? first : predecessor.follower;
        if (guess == null || !isSame(guess.variable, variable)) {
            guess = find(variable);
            if (predecessor == null) {
                first = guess;
            } else {
                predecessor.follower = guess;
            }
        }
        last = guess;
        return guess.derived;
    }

    // Equal definitions are the same object; where an export loses that, the map finds them by equality.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ProfileVariable one, ProfileVariable other) {
        return one == other;
    }

    private Entry<T> find(ProfileVariable variable) {
        Entry<T> known = entries.get(variable);
        if (known != null) {
            return known;
        }
        T derived = derivation.apply(variable);
        Entry<T> added = new Entry<>(variable, derived);
        long bytes = (long) ENTRY_WEIGHT + weight.applyAsInt(derived);
        if (filled + bytes > capacity) {
            entries.clear();
            first = null;
            filled = 0;
        }
        filled += bytes;
        entries.put(variable, added);
        return added;
    }
}
