package io.memberport.sink.csv;

import io.memberport.encoding.csv.CsvDialect;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;

/**
 * Everything that decides which bytes an export becomes. Two files of the same export and the same format are equal.
 *
 * @param byteOrderMark whether the file begins with one
 */
record CsvFormat(Layout layout, CsvDialect dialect, boolean byteOrderMark, Compression compression) {

    CsvFormat {
        if (layout == Layout.JSON) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "CSV has no json layout: a row cannot hold a document. Use the layout long or wide.");
        }
        if (layout == Layout.LONG) {
            // Each value has a row of its own there, so that the form of lists makes no difference.
            dialect = new CsvDialect(dialect.delimiter(), dialect.formulaGuard());
        }
    }
}
