/**
 * How an export is written, as users choose it. It uses no other package of the sink. Open {@link
 * io.memberport.sink.jdbc.options.JdbcOptions}.
 */
@NullMarked
package io.memberport.sink.jdbc.options;

import org.jspecify.annotations.NullMarked;
