/**
 * Measurements compared with baselines, mostly of whole programs; see {@code benchmarks/README.md}. Start with {@link
 * io.memberport.benchmarks.SideBySide}, {@link io.memberport.benchmarks.PostgresSideBySide}, {@link
 * io.memberport.benchmarks.DatabaseSideBySide} or {@link io.memberport.benchmarks.UploadsSideBySide}.
 */
@NullMarked
package io.memberport.benchmarks;

import org.jspecify.annotations.NullMarked;
