/**
 * Rows of CSV, in the layouts long and wide, and how the columns of the wide one are named. It sees
 * {@code block}, {@code column} and {@code json}, and no sink. Start with {@link
 * io.memberport.encoding.csv.LongLayout}.
 */
@NullMarked
package io.memberport.encoding.csv;

import org.jspecify.annotations.NullMarked;
