package io.memberport.encoding.block;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;

/** What members become in a file of lines, in the buffer that it was made for. Used by one thread at a time. */
public interface BlockLines {

    /** Writes what a file begins with, if there is such a thing. */
    void writeHeader();

    /**
     * Writes all members of a block.
     *
     * @return the number of rows
     * @throws MemberportException of kind {@link FailureKind#TARGET} if they have more than 2 GiB; of kind {@link
     *     FailureKind#BUG} if all variables had to be known beforehand and one of them was not
     */
    long write(MemberBlock block);
}
