/**
 * What works on one export that Alida has already: its status, the wait for it, and its raw file. Open {@link
 * io.memberport.cli.batch.DownloadCommand} first.
 */
@NullMarked
package io.memberport.cli.batch;

import org.jspecify.annotations.NullMarked;
