/**
 * Files that the launcher keeps for itself or reads for the user: private ones, found ones, small text files. Knows no
 * setting and no command. Open {@link
 * io.memberport.cli.file.PrivateFile} first.
 */
@NullMarked
package io.memberport.cli.file;

import org.jspecify.annotations.NullMarked;
