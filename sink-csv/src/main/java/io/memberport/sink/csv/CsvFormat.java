package io.memberport.sink.csv;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.sink.csv.CsvMemberSink.Layout;

/**
 * Everything that decides which bytes an export becomes. Two files of the same export and the same format are equal.
 *
 * @param byteOrderMark whether the file begins with one
 */
record CsvFormat(Layout layout, CsvDialect dialect, boolean byteOrderMark, Compression compression) {}
