/**
 * The bytes of a document on their way from the source to the decoder: read, hashed, and searched for where members begin and end
 * without a look at what they mean. It sees nothing of the packages around it. Start with {@link
 * io.memberport.file.buffer.ReadBuffer}.
 */
@NullMarked
package io.memberport.file.buffer;

import org.jspecify.annotations.NullMarked;
