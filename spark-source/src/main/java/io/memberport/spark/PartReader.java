package io.memberport.spark;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.model.MemberBlock;
import io.memberport.privacy.PrivacyStage;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a part to a task, one after the other in one object. Used by one thread. */
final class PartReader implements PartitionReader<InternalRow> {

    private final PartMembers members;
    private final @Nullable PrivacyStage privacy;
    private final Rows rows;
    private final InternalRow row;
    private final InvalidValuePolicy invalidValues;
    private long memberCount;
    private boolean started;
    private boolean ended;

    /**
     * Begins with a part.
     *
     * @param privacy what stands between the file and Spark; null if nothing does
     * @param row which the rows are made in
     * @param invalidValues that these rows have
     */
    PartReader(
            PartMembers members,
            @Nullable PrivacyStage privacy,
            Rows rows,
            InternalRow row,
            InvalidValuePolicy invalidValues) {
        this.members = members;
        this.privacy = privacy;
        this.rows = rows;
        this.row = row;
        this.invalidValues = invalidValues;
    }

    @Override
    public boolean next() {
        while (!ended && !(started && rows.next())) {
            MemberBlock block = members.next();
            if (block == null) {
                ended = true;
            } else {
                memberCount += block.memberCount();
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
    public CustomTaskMetric[] currentMetricsValues() {
        return ScanMetric.read(ended, memberCount, invalidValues.adjustments());
    }

    @Override
    public void close() {
        members.close();
    }
}
