/**
 * Words for what is wrong with a file: which file, where, what to do, and never what stands there. It sees core only. Start with {@link
 * io.memberport.file.fault.MalformedExports}.
 */
@NullMarked
package io.memberport.file.fault;

import org.jspecify.annotations.NullMarked;
