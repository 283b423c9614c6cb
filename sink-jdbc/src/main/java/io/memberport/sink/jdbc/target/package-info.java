/**
 * What a database holds of one target before a run changes anything: its tables, the files that are attached, and the rights
 * of the user. Start with {@link io.memberport.sink.jdbc.target.TargetTables}.
 */
@NullMarked
package io.memberport.sink.jdbc.target;

import org.jspecify.annotations.NullMarked;
