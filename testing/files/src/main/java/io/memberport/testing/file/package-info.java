/**
 * What tests of the sinks that replace a file need: small exports and their runs ({@link io.memberport.testing.file.Exports}), and a disk
 * that is full or cannot rename ({@link io.memberport.testing.file.FaultyDisk}).
 */
@NullMarked
package io.memberport.testing.file;

import org.jspecify.annotations.NullMarked;
