package io.memberport.sink.s3.catalog;

/** What readers must know to read an export's files. Names, not enums: a later version may have other ones. */
public record ExportForm(String format, String layout, String compression) {}
