/**
 * What a run tells the systems that watch it, at its end: a file of metrics, OTLP, a notification. Open {@link
 * io.memberport.cli.monitor.RunMonitor} first.
 */
@NullMarked
package io.memberport.cli.monitor;

import org.jspecify.annotations.NullMarked;
