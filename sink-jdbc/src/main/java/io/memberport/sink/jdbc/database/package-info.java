/**
 * Which databases there are, where a target is, and how to get there. It uses the packages of the databases and what
 * they implement. Open {@code DatabaseProduct} first: a new database is one row of its list.
 */
@NullMarked
package io.memberport.sink.jdbc.database;

import org.jspecify.annotations.NullMarked;
