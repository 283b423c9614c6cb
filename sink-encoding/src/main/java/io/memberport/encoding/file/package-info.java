/**
 * Targets that are a file with a manifest beside it, replaced as a whole or not at all. Start with {@link
 * io.memberport.encoding.file.FileTarget}.
 */
@NullMarked
package io.memberport.encoding.file;

import org.jspecify.annotations.NullMarked;
