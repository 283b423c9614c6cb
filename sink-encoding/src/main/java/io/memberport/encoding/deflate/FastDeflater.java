package io.memberport.encoding.deflate;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.RowBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compresses blocks independently of each other into pieces that, one after the other, are one deflate stream (RFC 1951), as
 * {@link io.memberport.encoding.block.BlockDeflater} does, but faster: it looks only at the last place where something
 * similar was, and compares eight bytes at a time. Used by one thread at a time.
 */
public final class FastDeflater implements BlockCompressor {

    private static final int TOKENS = 1 << 14;
    private static final int MOST_BYTES_OF_TOKEN = 6;
    private static final int MOST_BYTES_OF_HEADER = 1024;
    private static final int END_OF_BLOCK = 256;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] ORDER_OF_LENGTHS = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final BlockMatcher matcher = new BlockMatcher();
    private final int[] tokens = new int[TOKENS];
    private final HuffmanCode literals = new HuffmanCode(286, 15);
    private final HuffmanCode distances = new HuffmanCode(30, 15);
    private final HuffmanCode lengths = new HuffmanCode(19, 7);
    private final byte[] runs = new byte[286 + 30];
    private final byte[] runExtras = new byte[286 + 30];
    /** Code and extra bits of each length, and how many bits they are. */
    private final int[] lengthBits = new int[BlockMatcher.LONGEST + 1];

    private final byte[] lengthSizes = new byte[BlockMatcher.LONGEST + 1];

    private final RowBuffer out = new RowBuffer(1024);
    private long bits;
    private int bitCount;
    private int at;

    @Override
    public RowBuffer compress(RowBuffer block) {
        out.clear();
        if (block.size() == 0) {
            return out;
        }
        bits = 0;
        bitCount = 0;
        matcher.start(block.bytes(), block.size());
        while (!matcher.isAtEnd()) {
            int count = matcher.next(tokens);
            int start = out.extend(MOST_BYTES_OF_HEADER + MOST_BYTES_OF_TOKEN * count);
            at = start;
            writeBlock(count);
            out.shrinkTo(at);
        }
        at = out.extend(16);
        align();
        out.shrinkTo(at);
        return out;
    }

    /** RFC 1951, 3.2.7: a block with codes of its own, which is not the last. */
    private void writeBlock(int count) {
        count(count);
        literals.assign();
        distances.assign();
        writeCodes();
        prepareLengths();
        writeTokens(count);
        put(literals.codes()[END_OF_BLOCK], literals.lengths()[END_OF_BLOCK]);
        flush();
    }

    private void count(int count) {
        int[] ofLiterals = literals.counts();
        int[] ofDistances = distances.counts();
        for (int i = 0; i < count; i++) {
            int token = tokens[i];
            if (token < 1 << 16) {
                ofLiterals[token]++;
            } else {
                ofLiterals[Symbols.ofLength(token >>> 16)]++;
                ofDistances[Symbols.ofDistance(token & 0xffff)]++;
            }
        }
        ofLiterals[END_OF_BLOCK] = 1;
    }

    private void writeCodes() {
        int usedLiterals = literals.used(257);
        int usedDistances = distances.used(1);
        int runCount = findRuns(usedLiterals, usedDistances);
        for (int i = 0; i < runCount; i++) {
            lengths.counts()[runs[i]]++;
        }
        lengths.assign();
        int usedLengths = ORDER_OF_LENGTHS.length;
        while (usedLengths > 4 && lengths.lengths()[ORDER_OF_LENGTHS[usedLengths - 1]] == 0) {
            usedLengths--;
        }
        put(2 << 1, 3);
        put(usedLiterals - 257, 5);
        put(usedDistances - 1, 5);
        put(usedLengths - 4, 4);
        for (int i = 0; i < usedLengths; i++) {
            put(lengths.lengths()[ORDER_OF_LENGTHS[i]], 3);
            flush();
        }
        for (int i = 0; i < runCount; i++) {
            int symbol = runs[i];
            put(lengths.codes()[symbol], lengths.lengths()[symbol]);
            if (symbol >= 16) {
                put(runExtras[i], symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
            }
            flush();
        }
    }

    /** Lengths of both codes, one after the other: 16 repeats the one before, 17 and 18 are zeros. */
    private int findRuns(int usedLiterals, int usedDistances) {
        int total = usedLiterals + usedDistances;
        int count = 0;
        for (int i = 0; i < total; ) {
            int length = lengthOfCode(i, usedLiterals);
            int run = 1;
            while (i + run < total && lengthOfCode(i + run, usedLiterals) == length) {
                run++;
            }
            i += run;
            if (length != 0) {
                runs[count++] = (byte) length;
                run--;
            }
            while (run >= 3) {
                int least = length == 0 && run > 10 ? 11 : 3;
                int taken = Math.min(run, length != 0 ? 6 : least == 3 ? 10 : 138);
                runExtras[count] = (byte) (taken - least);
                runs[count++] = (byte) (length != 0 ? 16 : least == 3 ? 17 : 18);
                run -= taken;
            }
            for (; run > 0; run--) {
                runs[count++] = (byte) length;
            }
        }
        return count;
    }

    private int lengthOfCode(int i, int usedLiterals) {
        return i < usedLiterals ? literals.lengths()[i] : distances.lengths()[i - usedLiterals];
    }

    private void prepareLengths() {
        for (int length = BlockMatcher.SHORTEST; length <= BlockMatcher.LONGEST; length++) {
            int symbol = Symbols.ofLength(length);
            int size = literals.lengths()[symbol];
            lengthBits[length] = literals.codes()[symbol] | ((length - Symbols.baseOfLength(symbol)) << size);
            lengthSizes[length] = (byte) (size + Symbols.extraOfLength(symbol));
        }
    }

    private void writeTokens(int count) {
        int[] codes = literals.codes();
        byte[] sizes = literals.lengths();
        for (int i = 0; i < count; i++) {
            int token = tokens[i];
            if (token < 1 << 16) {
                put(codes[token], sizes[token]);
            } else {
                int length = token >>> 16;
                put(lengthBits[length], lengthSizes[length]);
                putDistance(token & 0xffff);
            }
            flush();
        }
    }

    private void putDistance(int distance) {
        int symbol = Symbols.ofDistance(distance);
        int size = distances.lengths()[symbol];
        put(
                distances.codes()[symbol] | ((distance - Symbols.baseOfDistance(symbol)) << size),
                size + Symbols.extraOfDistance(symbol));
    }

    /** No more than 56 bits may be put between two flushes. */
    private void put(int value, int size) {
        bits |= (long) value << bitCount;
        bitCount += size;
    }

    /** Writes whole bytes, and leaves less than one. */
    private void flush() {
        LONGS.set(out.bytes(), at, bits);
        int whole = bitCount >>> 3;
        at += whole;
        bits >>>= whole << 3;
        bitCount &= 7;
    }

    /** RFC 1951, 3.2.4: an empty block without compression, which ends on a whole byte. */
    private void align() {
        put(0, 3);
        bitCount = (bitCount + 7) & ~7;
        flush();
        put(0, 16);
        put(0xffff, 16);
        flush();
    }
}
