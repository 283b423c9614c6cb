/**
 * Spark reads export files as tables, many tasks at a time. Start with {@link io.memberport.spark.MemberportSource}; what a task does is in
 * {@code PartReader}.
 */
@NullMarked
package io.memberport.spark;

import org.jspecify.annotations.NullMarked;
