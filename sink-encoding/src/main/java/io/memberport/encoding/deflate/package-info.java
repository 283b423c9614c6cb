/**
 * Compresses rows for gzip files faster than zlib at its fastest level, because rows repeat much of the ones before
 * them. It sees {@code block} and no sink. Start with {@link io.memberport.encoding.deflate.FastDeflater}.
 */
@NullMarked
package io.memberport.encoding.deflate;

import org.jspecify.annotations.NullMarked;
