/**
 * What a store was asked, what it answered or did not answer, and what the user does about it. May see {@code http}. Start with
 * {@link io.memberport.sink.s3.refusal.StoreFailures}; a new refusal is a row in {@link
 * io.memberport.sink.s3.refusal.StoreRefusals}.
 */
@NullMarked
package io.memberport.sink.s3.refusal;

import org.jspecify.annotations.NullMarked;
