/**
 * Blocks of members as bytes: a buffer, its compression, and encoders that several threads share. Knows no format. Start with
 * {@link io.memberport.encoding.block.BlockEncoder}.
 */
@NullMarked
package io.memberport.encoding.block;

import org.jspecify.annotations.NullMarked;
