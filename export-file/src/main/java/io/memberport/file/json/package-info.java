/**
 * JSON below the level of members: tokens, text with its escapes, numbers, and what is malformed at which byte. It knows
 * nothing of exports; it touches {@code io.memberport.model} for text. Open {@link io.memberport.file.json.JsonTokens} first.
 */
@NullMarked
package io.memberport.file.json;

import org.jspecify.annotations.NullMarked;
