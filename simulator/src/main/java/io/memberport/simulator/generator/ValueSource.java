package io.memberport.simulator.generator;

import java.io.IOException;

/** The values of one variable, for one member after another. */
interface ValueSource {

    /** Asks for plain values. */
    int PLAIN = -1;

    /**
     * Puts the array of values.
     *
     * @param oddity {@link #PLAIN}, or a number from 0 that chooses among the odd values
     * @return how many values there are
     */
    int put(JsonBuffer out, RandomStreams streams, int oddity) throws IOException;
}
