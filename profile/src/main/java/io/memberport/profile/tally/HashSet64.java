package io.memberport.profile.tally;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/** A set of hashes that are not 0, in an array that is three quarters full at most. */
final class HashSet64 {

    private static final int SMALLEST = 8;

    private long[] slots = new long[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    /** How many slots there are, each of eight bytes. */
    int capacity() {
        return slots.length;
    }

    /** Whether the next new hash makes it twice as large. */
    boolean isFull() {
        return size >= slots.length / 4 * 3;
    }

    boolean contains(long hash) {
        return slots[slotOf(hash)] == hash;
    }

    /** Adds a hash; false if it was there. */
    boolean add(long hash) {
        int slot = slotOf(hash);
        if (slots[slot] == hash) {
            return false;
        }
        if (isFull()) {
            rebuild(slots.length * 2, any -> true);
            slot = slotOf(hash);
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    /** Keeps some of the hashes. */
    void retain(LongPredicate kept) {
        rebuild(slots.length, kept);
    }

    void forEach(LongConsumer action) {
        for (long hash : slots) {
            if (hash != 0) {
                action.accept(hash);
            }
        }
    }

    private void rebuild(int capacity, LongPredicate kept) {
        long[] former = slots;
        slots = new long[capacity];
        size = 0;
        for (long hash : former) {
            if (hash != 0 && kept.test(hash)) {
                slots[slotOf(hash)] = hash;
                size++;
            }
        }
    }

    /** Where the hash is, or where there is room for it. */
    private int slotOf(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
