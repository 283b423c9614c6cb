package io.memberport.profile.tally;

/**
 * What the variables of an export may use together, in addition to the few kilobytes that each of them has. The first ones get it; the
 * others count with less.
 */
final class SharedRoom {

    private int hashSlots = 1 << 20;
    private int options = 50_000;
    private int optionBytes = 4 << 20;
    private int fineSketches = 1_000;

    /** Room for hashes that are kept one by one, of eight bytes each. */
    boolean takeHashSlots(int count) {
        if (count > hashSlots) {
            return false;
        }
        hashSlots -= count;
        return true;
    }

    void giveBackHashSlots(int count) {
        hashSlots += count;
    }

    /** Room for an option with its id and label. */
    boolean takeOption(int bytes) {
        if (options == 0 || !takeOptionBytes(bytes)) {
            return false;
        }
        options--;
        return true;
    }

    /** Room for another label of an option. */
    boolean takeOptionBytes(int bytes) {
        if (bytes > optionBytes) {
            return false;
        }
        optionBytes -= bytes;
        return true;
    }

    void giveBackOptionBytes(int bytes) {
        optionBytes += bytes;
    }

    void giveBackOptions(int count) {
        options += count;
    }

    /** Room for the eight kilobytes of a fine sketch of numbers, where others have two. */
    boolean takeFineSketch() {
        if (fineSketches == 0) {
            return false;
        }
        fineSketches--;
        return true;
    }

    void giveBackFineSketch() {
        fineSketches++;
    }
}
