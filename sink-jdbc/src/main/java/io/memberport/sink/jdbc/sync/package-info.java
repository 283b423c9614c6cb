/**
 * The table with a row for every commit, and what its rows come to. It uses {@code sql}, {@code dialect} and {@code
 * rights}. Open {@code SyncLog} first.
 */
@NullMarked
package io.memberport.sink.jdbc.sync;

import org.jspecify.annotations.NullMarked;
