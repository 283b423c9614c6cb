/**
 * Sequences of exports against every target, and a model of what the targets hold after each, written from the guides alone.
 * Open {@link io.memberport.sequence.Sequence} first, then {@link io.memberport.sequence.Play}.
 */
@NullMarked
package io.memberport.sequence;

import org.jspecify.annotations.NullMarked;
