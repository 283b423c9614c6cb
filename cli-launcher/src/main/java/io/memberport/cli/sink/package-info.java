/**
 * The sinks that there are, the options that they are given, and the targets of a run. Knows no command. Open {@link
 * io.memberport.cli.sink.SinkCatalogue} first.
 */
@NullMarked
package io.memberport.cli.sink;

import org.jspecify.annotations.NullMarked;
