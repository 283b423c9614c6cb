/**
 * {@code memberport run}: the jobs of the settings file, several at a time, and what became of each. Open {@link
 * io.memberport.cli.job.RunCommand} first.
 */
@NullMarked
package io.memberport.cli.job;

import org.jspecify.annotations.NullMarked;
