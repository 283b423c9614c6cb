/**
 * The HTTP client under the AWS SDK: how long it waits, how much of an answer it reads, over which proxies it goes, and that an
 * interrupt ends it. Knows nothing of S3. Start with {@link io.memberport.sink.s3.http.StoreHttp}.
 */
@NullMarked
package io.memberport.sink.s3.http;

import org.jspecify.annotations.NullMarked;
