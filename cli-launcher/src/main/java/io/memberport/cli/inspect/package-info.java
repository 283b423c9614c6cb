/**
 * {@code memberport inspect}: what is in an export file, without a value. Open {@link
 * io.memberport.cli.inspect.InspectCommand} first.
 */
@NullMarked
package io.memberport.cli.inspect;

import org.jspecify.annotations.NullMarked;
