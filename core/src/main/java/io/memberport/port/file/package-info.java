/**
 * Files of Memberport's own that only this user may read. For its own adapters and its launcher: not kept compatible from one
 * version to the next. Start with {@link io.memberport.port.file.PrivateFile}.
 */
@NullMarked
package io.memberport.port.file;

import org.jspecify.annotations.NullMarked;
