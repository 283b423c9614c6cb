package io.memberport.spark;

import io.memberport.model.MemberBlock;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Gives the rows of a part to a task, one after the other in one object. Used by one thread. */
final class PartReader implements PartitionReader<InternalRow> {

    private final PartMembers members;
    private final Rows rows;
    private final InternalRow row;
    private boolean started;
    private boolean ended;

    PartReader(PartMembers members, Rows rows, InternalRow row) {
        this.members = members;
        this.rows = rows;
        this.row = row;
    }

    @Override
    public boolean next() {
        while (!ended && !(started && rows.next())) {
            MemberBlock block = members.next();
            if (block == null) {
                ended = true;
            } else {
                rows.start(block);
                started = true;
            }
        }
        return !ended;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() {
        members.close();
    }
}
