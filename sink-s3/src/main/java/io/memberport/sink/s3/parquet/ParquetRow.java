package io.memberport.sink.s3.parquet;

import org.apache.parquet.io.api.RecordConsumer;

/** A row of a Parquet file. */
@FunctionalInterface
interface ParquetRow {

    /** Writes all its fields, of which the message has been started. */
    void writeTo(RecordConsumer out);
}
