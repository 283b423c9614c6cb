/**
 * Exports as workbooks for spreadsheet programs (Office Open XML, {@code .xlsx}), each replaced as a whole or not at all. Start with
 * {@link io.memberport.sink.xlsx.XlsxMemberSink}.
 */
@NullMarked
package io.memberport.sink.xlsx;

import org.jspecify.annotations.NullMarked;
