/**
 * The use cases: the main job as a whole ({@link io.memberport.export.MemberExport}), and its parts, waiting for an export
 * ({@link io.memberport.export.ExportPoller}) and writing a file to sinks ({@link io.memberport.export.ExportTransfer}).
 * Open {@code MemberExport} first.
 */
@NullMarked
package io.memberport.export;

import org.jspecify.annotations.NullMarked;
