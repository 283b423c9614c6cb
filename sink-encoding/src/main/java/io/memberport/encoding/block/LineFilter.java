package io.memberport.encoding.block;

import io.memberport.model.Text;
import java.util.Set;

/**
 * Leaves what belongs to some members out of a file that {@link BlockLines} have written. What it keeps is the same bytes. Used by one
 * thread, for one file.
 */
public interface LineFilter {

    /**
     * Reads on.
     *
     * @param out gets what stays, but for a beginning of which it is not known yet whose it is
     */
    void read(byte[] bytes, int length, RowBuffer out);

    /** Ends the file. */
    void finish(RowBuffer out);

    /** Rows or documents left out. */
    long rows();

    /** The ids of the members to whom they belong. */
    Set<Text> found();
}
