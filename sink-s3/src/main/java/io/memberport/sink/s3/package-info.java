/**
 * The sink for object storage that speaks S3's protocol. Start with {@link io.memberport.sink.s3.S3MemberSink}; {@code S3Run}
 * is what happens between opening and committing.
 */
@NullMarked
package io.memberport.sink.s3;

import org.jspecify.annotations.NullMarked;
