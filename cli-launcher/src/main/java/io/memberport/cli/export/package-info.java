/**
 * The main job, {@code memberport export} and {@code memberport load}: members into targets, and the report of it. Open {@link
 * io.memberport.cli.export.ExportCommand} first.
 */
@NullMarked
package io.memberport.cli.export;

import org.jspecify.annotations.NullMarked;
