/**
 * Files that the launcher keeps for itself or reads for the user: the memory of exports, found files, small text files.
 * Knows no setting and no command. Open {@link io.memberport.cli.file.TextFile} first.
 */
@NullMarked
package io.memberport.cli.file;

import org.jspecify.annotations.NullMarked;
