/**
 * What differs between databases once there is a connection: types ({@code Dialect}), statements ({@code Statements})
 * and transactions ({@code Transactions}). It uses {@code sql} and {@code options}. What is here is the SQL standard;
 * the package of a database has what is different there. Open {@code Dialect} first.
 */
@NullMarked
package io.memberport.sink.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
