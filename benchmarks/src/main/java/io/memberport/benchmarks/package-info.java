/**
 * Whole-program measurements against yardsticks; see {@code benchmarks/README.md}. Start with {@link
 * io.memberport.benchmarks.SideBySide} or {@link io.memberport.benchmarks.PostgresSideBySide}.
 */
@NullMarked
package io.memberport.benchmarks;

import org.jspecify.annotations.NullMarked;
