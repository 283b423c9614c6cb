package io.memberport.simulator.generator;

import java.io.IOException;
import java.util.List;

/** Options of a list, which keep their guid from member to member: one for an enum, any number for a set. */
final class OptionSource implements ValueSource {

    private final ValueArray array;
    private final boolean several;
    private final int plainCount;
    /** By frame, then by option; the odd options come after the plain ones. */
    private final byte[][][] options;

    /**
     * Labels are JSON tokens.
     *
     * @param several whether it is a set
     * @param seed decides the options' guids
     */
    OptionSource(ValueArray array, boolean several, List<String> plain, List<String> odd, long seed) {
        this.array = array;
        this.several = several;
        this.plainCount = plain.size();
        options = new byte[array.frames().size()][plainCount + odd.size()][];
        for (int frame = 0; frame < options.length; frame++) {
            for (int i = 0; i < options[frame].length; i++) {
                String label = i < plainCount ? plain.get(i) : odd.get(i - plainCount);
                options[frame][i] = array.frames().get(frame).render(label, RandomStreams.guidOf(seed, "option", i));
            }
        }
    }

    @Override
    public int put(JsonBuffer out, RandomStreams streams, int oddity) throws IOException {
        byte[][] choices = options[array.anyFrame(streams.layout())];
        if (several) {
            int coins = (int) streams.content().next();
            // Each option with a chance of one in four.
            return putSeveral(out, choices, coins & (coins >>> plainCount) & ((1 << plainCount) - 1), oddity);
        }
        array.putOpen(out);
        out.put(oddity == PLAIN ? choices[streams.content().below(plainCount)] : odd(choices, oddity));
        array.putClose(out);
        return 1;
    }

    /** Every option whose bit is set, then the odd one if there is to be one. */
    private int putSeveral(JsonBuffer out, byte[][] choices, int chosen, int oddity) throws IOException {
        int count = 0;
        for (int rest = chosen; rest != 0; rest &= rest - 1) {
            putNext(out, choices[Integer.numberOfTrailingZeros(rest)], count++);
        }
        if (oddity != PLAIN) {
            putNext(out, odd(choices, oddity), count++);
        }
        if (count == 0) {
            array.putNone(out);
        } else {
            array.putClose(out);
        }
        return count;
    }

    private void putNext(JsonBuffer out, byte[] option, int before) throws IOException {
        if (before == 0) {
            array.putOpen(out);
        } else {
            array.putComma(out);
        }
        out.put(option);
    }

    private byte[] odd(byte[][] choices, int oddity) {
        return choices[plainCount + oddity % (choices.length - plainCount)];
    }
}
