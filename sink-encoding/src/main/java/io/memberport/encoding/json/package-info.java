/**
 * JSON: texts and numbers as bytes, and the small documents of sinks. Start with {@link
 * io.memberport.encoding.json.JsonDocument}.
 */
@NullMarked
package io.memberport.encoding.json;

import org.jspecify.annotations.NullMarked;
