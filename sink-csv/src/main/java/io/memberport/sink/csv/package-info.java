/**
 * Exports as CSV files, each replaced as a whole or not at all. Start with {@link
 * io.memberport.sink.csv.CsvMemberSink}.
 */
@NullMarked
package io.memberport.sink.csv;

import org.jspecify.annotations.NullMarked;
