package io.memberport.spark;

import io.memberport.model.MemberBlock;
import io.memberport.privacy.PrivacyStage;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a part to a task, one after the other in one object. Used by one thread. */
final class PartReader implements PartitionReader<InternalRow> {

    private final PartMembers members;
    private final @Nullable PrivacyStage privacy;
    private final Rows rows;
    private final InternalRow row;
    private boolean started;
    private boolean ended;

    /**
     * Begins with a part.
     *
     * @param privacy what stands between the file and Spark; null if nothing does
     */
    PartReader(PartMembers members, @Nullable PrivacyStage privacy, Rows rows, InternalRow row) {
        this.members = members;
        this.privacy = privacy;
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
                rows.start(privacy == null ? block : privacy.apply(block));
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
