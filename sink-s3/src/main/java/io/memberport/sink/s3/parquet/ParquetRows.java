package io.memberport.sink.s3.parquet;

import io.memberport.model.MemberCursor;
import org.apache.parquet.schema.MessageType;

/** What members become in a Parquet file. Used by one thread. */
interface ParquetRows {

    /** Takes rows. */
    @FunctionalInterface
    interface Target {

        /** Writes a row, which may be another one as soon as this returns. */
        void write(ParquetRow row);
    }

    MessageType schema();

    /**
     * Writes a member's rows.
     *
     * @param at stands at the member, before its first variable
     * @return how many
     */
    long write(MemberCursor at, Target target);
}
