package io.memberport.sink.jdbc.sql;

/** The names of columns that more than one table or staging table has. */
public final class Names {

    public static final String MEMBER_ID = "member_id";

    /** The number of a member within the export, in staging tables. */
    public static final String MEMBER_NO = "member_no";

    /** How many values a member's variable has, in staging tables. */
    public static final String VALUE_COUNT = "value_count";

    public static final String VARIABLE_ID = "variable_id";
    public static final String VALUE_ID = "value_id";
    public static final String POSITION = "position";
    public static final String BATCH_ID = "batch_id";
    public static final String LAST_BATCH_ID = "last_batch_id";
    public static final String EXPORT_DATE = "export_date";
    /** When a full export first did not have the member any more. */
    public static final String DEPARTED_AT = "departed_at";

    public static final String LAST_EXPORT_DATE = "last_export_date";

    private Names() {}
}
