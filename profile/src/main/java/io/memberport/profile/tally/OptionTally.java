package io.memberport.profile.tally;

import static java.util.Comparator.comparingLong;

import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many members have which option. An option is told by its id, or by its label if it has no id. The first options get room; those
 * for which there is none are counted together.
 */
final class OptionTally {

    private static final int MOST_OPTIONS = 10_000;

    private final SharedRoom room;
    private @Nullable Entry[] slots = new @Nullable Entry[8];
    private int size;
    private int bytes;

    /** Values of options for which there was no room. */
    private long others;

    private static final class Entry {

        final long hash;
        final byte[] key;
        final boolean hasId;
        long members;
        long lastMember = -1;

        /** Two of the labels that the option has had; of three, the one that fewer members have makes room for the last. */
        byte[] label;

        long labelMembers;
        byte @Nullable [] lateLabel;
        long lateLabelMembers;

        Entry(long hash, byte[] key, boolean hasId, byte[] label) {
            this.hash = hash;
            this.key = key;
            this.hasId = hasId;
            this.label = label;
        }

        @Nullable String shownLabel(long smallestGroup) {
            if (lateLabel != null && lateLabelMembers >= smallestGroup) {
                return new String(lateLabel, StandardCharsets.UTF_8);
            }
            return labelMembers >= smallestGroup ? new String(label, StandardCharsets.UTF_8) : null;
        }

        @Nullable String id() {
            return hasId ? new String(key, StandardCharsets.UTF_8) : null;
        }
    }

    OptionTally(SharedRoom room) {
        this.room = room;
    }

    /**
     * Adds what a member has.
     *
     * @param id null if the export gives none, or an empty one
     * @param hash of the id, or of the label if there is no id
     * @return whether the option was there before; false also if there is no room for it
     */
    boolean add(@Nullable CurrentText id, CurrentText label, long hash, long member) {
        CurrentText key = id == null ? label : id;
        int slot = slotOf(key, id != null, hash);
        Entry known = slots[slot];
        Entry entry = known == null ? newEntry(id, label, hash) : known;
        if (entry == null) {
            others++;
        } else if (entry.lastMember != member) {
            entry.lastMember = member;
            entry.members++;
            addLabel(entry, label);
        }
        return known != null;
    }

    private void addLabel(Entry entry, CurrentText label) {
        if (label.equalTo(entry.label)) {
            entry.labelMembers++;
        } else if (entry.lateLabel != null && label.equalTo(entry.lateLabel)) {
            entry.lateLabelMembers++;
        } else {
            takeLabel(entry, label);
        }
    }

    private void takeLabel(Entry entry, CurrentText label) {
        byte[] late = entry.lateLabel;
        int released = 0;
        if (late != null) {
            boolean isLateStronger = entry.lateLabelMembers >= entry.labelMembers;
            released = isLateStronger ? entry.label.length : late.length;
            if (isLateStronger) {
                entry.label = late;
                entry.labelMembers = entry.lateLabelMembers;
            }
        }
        entry.lateLabel = null;
        room.giveBackOptionBytes(released);
        bytes -= released;
        if (room.takeOptionBytes(label.length())) {
            bytes += label.length();
            entry.lateLabel = label.copy();
            entry.lateLabelMembers = 1;
        }
    }

    private @Nullable Entry newEntry(@Nullable CurrentText id, CurrentText label, long hash) {
        int needed = label.length() + (id == null ? 0 : id.length());
        if (size == MOST_OPTIONS || !room.takeOption(needed)) {
            return null;
        }
        bytes += needed;
        byte[] labelBytes = label.copy();
        Entry entry = new Entry(hash, id == null ? labelBytes : id.copy(), id != null, labelBytes);
        if (++size > slots.length / 2) {
            grow();
        }
        int slot = (int) (hash >>> 32) & (slots.length - 1);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
        return entry;
    }

    private int slotOf(CurrentText key, boolean hasId, long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        for (Entry entry = slots[slot]; entry != null; entry = slots[slot]) {
            if (entry.hash == hash && entry.hasId == hasId && key.equalTo(entry.key)) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        @Nullable Entry[] former = slots;
        slots = new @Nullable Entry[former.length * 2];
        for (Entry entry : former) {
            if (entry != null) {
                int slot = (int) (entry.hash >>> 32) & (slots.length - 1);
                while (slots[slot] != null) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = entry;
            }
        }
    }

    /** Gives back the room, because nothing of the options may be told. */
    void drop() {
        room.giveBackOptions(size);
        room.giveBackOptionBytes(bytes);
    }

    /**
     * The options that enough members have.
     *
     * @param different how many options there are
     */
    Options result(long smallestGroup, long different) {
        List<Option> shown = new ArrayList<>();
        long otherMembers = others;
        for (Entry entry : mostFrequentFirst()) {
            String label = entry.shownLabel(smallestGroup);
            if (label == null) {
                otherMembers += entry.members;
            } else {
                shown.add(new Option(entry.id(), label, entry.members));
            }
        }
        boolean complete = others == 0;
        // An estimate can be too small: at least one option is not among those that are counted.
        long all = complete ? size : Math.max(different, size + 1);
        while (!shown.isEmpty() && isTelling(all - shown.size(), otherMembers, smallestGroup)) {
            otherMembers += shown.remove(shown.size() - 1).members();
        }
        return new Options(shown, all - shown.size(), otherMembers, complete);
    }

    private List<Entry> mostFrequentFirst() {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : slots) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort(comparingLong((Entry entry) -> -entry.members).thenComparing(entry -> entry.key, Arrays::compare));
        return entries;
    }

    /** Whether what is said of the others can be taken apart: it is of one option only, or of fewer members than may be told of. */
    private static boolean isTelling(long options, long members, long smallestGroup) {
        return options == 1 || (options > 0 && members < smallestGroup);
    }
}
