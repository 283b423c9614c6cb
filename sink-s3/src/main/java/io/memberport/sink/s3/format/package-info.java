/**
 * How members become data files, and the formats whose files are lines. May see {@code catalog} and what is below it. Start with
 * {@link io.memberport.sink.s3.format.ExportFiles}.
 */
@NullMarked
package io.memberport.sink.s3.format;

import org.jspecify.annotations.NullMarked;
