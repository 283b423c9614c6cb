package io.memberport.sink.csv;

import io.memberport.model.MemberBlock;

/** What rows members become. An instance is used by one thread at a time; instances share nothing that changes. */
interface RowLayout {

    void writeHeader(CellWriter cells);

    /**
     * Writes the rows of all members of a block.
     *
     * @return their number
     */
    long writeRows(MemberBlock block, CellWriter cells);
}
