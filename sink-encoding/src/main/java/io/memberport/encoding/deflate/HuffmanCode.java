package io.memberport.encoding.deflate;

import java.util.Arrays;

/**
 * Codes for symbols that are shorter the more frequent a symbol is, as RFC 1951 lays them out (section 3.2.2). Made again for each
 * block of a stream; used by one thread at a time.
 */
final class HuffmanCode {

    private static final int SYMBOL_BITS = 9;

    private final int longest;
    private final int[] counts;
    private final int[] codes;
    private final byte[] lengths;
    private final long[] sorted;
    private final int[] ofLength;

    /**
     * @param symbols how many there are
     * @param longest bits that a code may have
     */
    HuffmanCode(int symbols, int longest) {
        this.longest = longest;
        this.counts = new int[symbols];
        this.codes = new int[symbols];
        this.lengths = new byte[symbols];
        this.sorted = new long[symbols];
        this.ofLength = new int[33];
    }

    /** How often each symbol occurs, to be counted before {@link #assign()}. */
    int[] counts() {
        return counts;
    }

    /** The lengths of codes in bits, 0 for symbols that do not occur. */
    byte[] lengths() {
        return lengths;
    }

    /** The codes, first bit lowest. */
    int[] codes() {
        return codes;
    }

    /** The number of symbols up to the last that occurs, or more. */
    int used(int atLeast) {
        int used = lengths.length;
        while (used > atLeast && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** Gives each symbol that has been counted a code, and forgets the counts. */
    void assign() {
        int used = sort();
        Arrays.fill(lengths, (byte) 0);
        Arrays.fill(ofLength, 0);
        if (used == 1) {
            ofLength[1] = 1;
        } else if (used > 1) {
            countLengths(used);
            limitLengths();
        }
        int rank = used;
        for (int length = 1; length <= longest; length++) {
            for (int i = ofLength[length]; i > 0; i--) {
                lengths[(int) sorted[--rank] & ((1 << SYMBOL_BITS) - 1)] = (byte) length;
            }
        }
        number();
        Arrays.fill(counts, 0);
    }

    /** Rarest first. */
    private int sort() {
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                sorted[used++] = ((long) counts[symbol] << SYMBOL_BITS) | symbol;
            }
        }
        Arrays.sort(sorted, 0, used);
        return used;
    }

    /**
     * How many codes have which length, if there is no limit: two queues, the symbols and the trees already made of them, both
     * with the rarest first.
     */
    private void countLengths(int used) {
        long[] weights = new long[2 * used - 1];
        int[] parents = new int[2 * used - 1];
        for (int i = 0; i < used; i++) {
            weights[i] = sorted[i] >>> SYMBOL_BITS;
        }
        int leaf = 0;
        int tree = used;
        for (int next = used; next < weights.length; next++) {
            for (int child = 0; child < 2; child++) {
                int lighter = leaf < used && (tree >= next || weights[leaf] <= weights[tree]) ? leaf++ : tree++;
                weights[next] += weights[lighter];
                parents[lighter] = next;
            }
        }
        int[] depths = parents;
        depths[weights.length - 1] = 0;
        for (int i = weights.length - 2; i >= 0; i--) {
            depths[i] = depths[parents[i]] + 1;
            if (i < used) {
                ofLength[Math.min(depths[i], longest)]++;
            }
        }
    }

    /** Codes that were cut short take more room than there is: a shorter one is made longer for each. */
    private void limitLengths() {
        long taken = 0;
        for (int length = 1; length <= longest; length++) {
            taken += (long) ofLength[length] << (longest - length);
        }
        for (; taken > 1L << longest; taken--) {
            ofLength[longest]--;
            int length = longest - 1;
            while (ofLength[length] == 0) {
                length--;
            }
            ofLength[length]--;
            ofLength[length + 1] += 2;
        }
    }

    private void number() {
        int[] next = new int[longest + 2];
        int code = 0;
        for (int length = 1; length <= longest; length++) {
            next[length] = code;
            code = (code + ofLength[length]) << 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> (32 - length);
        }
    }
}
