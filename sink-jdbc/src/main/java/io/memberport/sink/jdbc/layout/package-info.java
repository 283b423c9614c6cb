/**
 * The tables of each layout, the rows that members become, and how a commit moves what is staged. It uses {@code load},
 * {@code sync} and what is below them, and knows no database by name. Open {@code TableSet} first.
 */
@NullMarked
package io.memberport.sink.jdbc.layout;

import org.jspecify.annotations.NullMarked;
