package io.memberport.encoding.csv;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;

/** What rows members become. An instance is used by one thread at a time; instances share nothing that changes. */
public sealed interface RowLayout permits LongLayout, WideLayout {

    /** Writes the names of the columns, as a row. */
    void writeHeader(CellWriter cells);

    /**
     * Writes the rows of all members of a block.
     *
     * @return their number
     * @throws MemberportException of kind {@link FailureKind#TARGET} if they have more than 2 GiB; of kind {@link
     *     FailureKind#BUG} if the layout needs all variables beforehand and meets another one
     */
    long writeRows(MemberBlock block, CellWriter cells);
}
