/**
 * A deflate compressor of our own, for blocks of rows. Start with {@link io.memberport.encoding.deflate.FastDeflater}.
 */
@NullMarked
package io.memberport.encoding.deflate;

import org.jspecify.annotations.NullMarked;
