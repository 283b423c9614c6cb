package io.memberport.sink.s3.parquet;

/** A row of a Parquet file. */
@FunctionalInterface
interface ParquetRow {

    /** Writes all its fields. */
    void writeTo(RowBatch out);
}
