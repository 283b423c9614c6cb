package io.memberport.sink.s3;

/** What readers must know to read an export's files. Names, not enums: a later version may have other ones. */
record ExportForm(String format, String layout, String compression) {}
