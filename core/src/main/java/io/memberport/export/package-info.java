/**
 * The use cases: wait for an export ({@link io.memberport.export.ExportPoller}) and write its file to sinks ({@link
 * io.memberport.export.ExportTransfer}). Open {@code ExportTransfer} first.
 */
@NullMarked
package io.memberport.export;

import org.jspecify.annotations.NullMarked;
