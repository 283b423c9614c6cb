package io.memberport.spark;

import io.memberport.model.MemberBlock;

/** Makes the rows of a layout from blocks of members. Used by one thread. */
interface Rows {

    /** Begins with a block, before its first row. The block before is at its end. */
    void start(MemberBlock block);

    /** Makes the next row, in place of the former; false if the block has no more. */
    boolean next();
}
