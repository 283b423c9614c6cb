/**
 * Erases members from what a community has at a target. May see {@code catalog}, {@code format}, {@code parquet} and what is below
 * them. Start with {@link io.memberport.sink.s3.erasure.S3Eraser}.
 */
@NullMarked
package io.memberport.sink.s3.erasure;

import org.jspecify.annotations.NullMarked;
