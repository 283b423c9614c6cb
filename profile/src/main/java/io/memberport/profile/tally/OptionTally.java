package io.memberport.profile.tally;

import static java.util.Comparator.comparingLong;

import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many members have which option. An option is told by its id, or by its label if it has no id. The first options get room; those
 * for which there is none are counted together.
 *
 * <p>A member that the file has repeatedly counts each time, but only once for whether enough members have an option: at its first
 * appearance, and only if that is certain to be the first.
 */
final class OptionTally {

    private static final int MOST_OPTIONS = 10_000;

    private final SharedRoom room;
    private @Nullable Entry[] slots = new @Nullable Entry[8];
    private int size;
    private int bytes;

    /** Values of options for which there was no room. */
    private long others;

    /** How many different members have such a value, at least. */
    private long otherMembers;

    private long lastOtherMember = -1;

    private static final class Entry {

        final long hash;
        final byte[] key;
        final boolean hasId;
        long members;
        long lastMember = -1;

        /** How many different members have the option, at least. */
        long differentMembers;

        /** Two of the labels that the option has had; of three, the one that fewer members have makes room for the last. */
        byte[] label;

        /** How many different members have the option with this label, at least. */
        long labelMembers;

        byte @Nullable [] lateLabel;
        long lateLabelMembers;

        Entry(long hash, byte[] key, boolean hasId, byte[] label) {
            this.hash = hash;
            this.key = key;
            this.hasId = hasId;
            this.label = label;
        }

        Option option(long fewest) {
            String shown = Objects.requireNonNull(shownLabel(fewest), "a label that enough members have");
            return new Option(hasId ? new String(key, StandardCharsets.UTF_8) : null, shown, members);
        }

        /** The last label that at least so many members have; null if there is none. */
        @Nullable String shownLabel(long fewest) {
            if (lateLabel != null && lateLabelMembers >= fewest) {
                return new String(lateLabel, StandardCharsets.UTF_8);
            }
            return labelMembers >= fewest ? new String(label, StandardCharsets.UTF_8) : null;
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
     * @param isNewMember false if the member has come before, or may have
     * @return whether the option was among those that are counted apart already
     */
    boolean add(@Nullable CurrentText id, CurrentText label, long hash, long member, boolean isNewMember) {
        CurrentText key = id == null ? label : id;
        int slot = slotOf(key, id != null, hash);
        Entry known = slots[slot];
        Entry entry = known == null ? newEntry(id, label, hash) : known;
        int different = isNewMember ? 1 : 0;
        if (entry == null) {
            others++;
            otherMembers += lastOtherMember == member ? 0 : different;
            lastOtherMember = member;
        } else if (entry.lastMember != member) {
            entry.lastMember = member;
            entry.members++;
            entry.differentMembers += different;
            addLabel(entry, label, different);
        }
        return known != null;
    }

    private void addLabel(Entry entry, CurrentText label, int different) {
        if (label.equalTo(entry.label)) {
            entry.labelMembers += different;
        } else if (entry.lateLabel != null && label.equalTo(entry.lateLabel)) {
            entry.lateLabelMembers += different;
        } else {
            takeLabel(entry, label, different);
        }
    }

    private void takeLabel(Entry entry, CurrentText label, int different) {
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
            entry.lateLabelMembers = different;
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
        place(entry);
        return entry;
    }

    private void place(Entry entry) {
        int mask = slots.length - 1;
        int slot = (int) (entry.hash >>> 32) & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
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
                place(entry);
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
     * @param estimate about how many options there are, if some are not counted apart
     */
    Options result(int smallestGroup, long estimate) {
        // One member has each option at least, even if none is certainly new.
        long fewest = smallestGroup == 1 ? 0 : smallestGroup;
        List<Entry> named = new ArrayList<>();
        List<Entry> unnamed = new ArrayList<>();
        for (Entry entry : mostFrequentFirst()) {
            (entry.shownLabel(fewest) == null ? unnamed : named).add(entry);
        }
        boolean complete = others == 0;
        // An estimate can be too small: at least one option is not among those that are counted.
        long all = complete ? size : Math.max(estimate, size + 1);
        long different = otherMembers + sum(unnamed, entry -> entry.differentMembers);
        while (!named.isEmpty() && isTelling(all - named.size(), different, fewest)) {
            Entry least = named.remove(named.size() - 1);
            unnamed.add(least);
            different += least.differentMembers;
        }
        return new Options(
                named.stream().map(entry -> entry.option(fewest)).toList(),
                all - named.size(),
                others + sum(unnamed, entry -> entry.members),
                complete);
    }

    private static long sum(List<Entry> entries, ToLongFunction<Entry> count) {
        return entries.stream().mapToLong(count).sum();
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

    /** Whether what is said of the others can be taken apart: it is of one option only, or may be of fewer members than may be told of. */
    private static boolean isTelling(long options, long members, long fewest) {
        return options == 1 || (options > 0 && members < fewest);
    }
}
