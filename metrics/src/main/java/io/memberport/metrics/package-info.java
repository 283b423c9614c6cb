/**
 * What runs do, as metrics in any registry of Micrometer's: durations by phase, amounts, outcomes, the last success. Open {@link
 * io.memberport.metrics.MemberportMetrics} first.
 */
@NullMarked
package io.memberport.metrics;

import org.jspecify.annotations.NullMarked;
