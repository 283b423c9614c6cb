/**
 * Objects in a bucket: conditional writes, and uploads in parts that are visible once they are complete. Knows nothing of
 * exports. May see {@code refusal} and {@code http}. Start with {@link io.memberport.sink.s3.store.Bucket}.
 */
@NullMarked
package io.memberport.sink.s3.store;

import org.jspecify.annotations.NullMarked;
