package io.memberport.sink.jdbc;

/** The names of columns that more than one table or staging table has. */
final class Names {

    static final String MEMBER_ID = "member_id";

    /** The number of a member within the export, in staging tables. */
    static final String MEMBER_NO = "member_no";

    static final String VARIABLE_ID = "variable_id";
    static final String BATCH_ID = "batch_id";
    static final String LAST_BATCH_ID = "last_batch_id";
    static final String EXPORT_DATE = "export_date";
    static final String LAST_EXPORT_DATE = "last_export_date";

    private Names() {}
}
