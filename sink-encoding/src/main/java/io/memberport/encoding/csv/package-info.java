/**
 * Rows of CSV, in the layouts long and wide, and how the columns of the wide one are named. Start with {@link
 * io.memberport.encoding.csv.LongLayout}.
 */
@NullMarked
package io.memberport.encoding.csv;

import org.jspecify.annotations.NullMarked;
