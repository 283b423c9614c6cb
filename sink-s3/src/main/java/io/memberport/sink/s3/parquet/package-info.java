/**
 * Files of Parquet, in the layouts long and wide. The only package that needs Parquet on the class path. May see {@code format}
 * and what is below it. Start with {@link io.memberport.sink.s3.parquet.ParquetFiles}.
 */
@NullMarked
package io.memberport.sink.s3.parquet;

import org.jspecify.annotations.NullMarked;
