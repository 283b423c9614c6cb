/**
 * The export file: from any source of bytes to members, strictly and in constant memory. It sees core and nothing else,
 * and does not know how the bytes arrive. Start with {@link io.memberport.file.ExportFile}.
 */
@NullMarked
package io.memberport.file;

import org.jspecify.annotations.NullMarked;
