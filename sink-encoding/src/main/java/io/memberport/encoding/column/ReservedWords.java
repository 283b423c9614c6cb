package io.memberport.encoding.column;

import java.util.List;
import java.util.Set;

/**
 * The words that a column's name should not be, in lower case, because a query would have to quote
 * them, or because a database refuses them even in quotes. Of the standard and of all the databases together, so that a
 * column is called the same wherever it is.
 */
public final class ReservedWords {

    /**
     * Reserved in the core of SQL:2016 or by PostgreSQL (also where functions or types may be called so), MariaDB,
     * MySQL, SQLite, H2 or DuckDB.
     */
    private static final String GRAMMAR = """
            abs absent accessible acos add all allocate alter analyse analyze and anti any are array array_agg
            array_max_cardinality as asc asensitive asin asof asymmetric at atan atomic authorization autoincrement
            avg before begin begin_frame begin_partition between bigint binary blob boolean both by call called
            cardinality cascade cascaded case cast ceil ceiling change char char_length character character_length
            check classifier clob close coalesce collate collation collect column commit concurrently condition
            connect constraint contains continue convert copy corr corresponding cos cosh count covar_pop covar_samp
            create cross cube cume_dist current current_catalog current_date current_default_transform_group
            current_path current_role current_row current_schema current_time current_timestamp
            current_transform_group_for_type current_user cursor cycle database databases date day day_hour
            day_microsecond day_minute day_second deallocate dec decfloat decimal declare default deferrable define
            delayed delete delete_domain_id dense_rank deref desc describe deterministic disconnect distinct
            distinctrow div do do_domain_ids double drop dual dynamic each element else elseif empty enclosed end
            end_frame end_partition equals escape escaped every except exec execute exists exit exp explain external
            extract false fetch filter first_value float float4 float8 floor for force foreign frame_row free freeze
            from full fulltext function fusion general generated get glob global grant group grouping groups having
            high_priority hold hour hour_microsecond hour_minute hour_second identity if ignore ignore_domain_ids
            ignore_server_ids ilike in index indicator infile initial initially inner inout insensitive insert int
            int1 int2 int3 int4 int8 integer intersect intersection interval into io_after_gtids io_before_gtids is
            isnull iterate join json_array json_arrayagg json_exists json_object json_objectagg json_query
            json_table json_table_primitive json_value key keys kill lag lambda language large last_value lateral
            lead leading leave left library like like_regex limit linear lines listagg ln load local localtime
            localtimestamp lock log log10 long longblob longtext loop low_priority lower manual master_bind
            master_heartbeat_period master_ssl_verify_server_cert match match_number match_recognize matches max
            maxvalue measures mediumblob mediumint mediumtext member merge method middleint min minus minute
            minute_microsecond minute_second mod modifies module month multiset national natural nchar nclob new no
            no_write_to_binlog none normalize not nothing notnull nth_value ntile null nullif numeric
            occurrences_regex octet_length of offset old omit on one only open optimize optimizer_costs option
            optionally or order out outer outfile over overlaps overlay page_checksum parallel parameter
            parse_vcol_expr partition pattern per percent percent_rank percentile_cont percentile_disc period
            permute pivot pivot_longer pivot_wider placing portion position position_regex positional power precedes
            precision prepare primary procedure ptf purge qualify raise range rank read read_write reads real
            recursive ref ref_system_id references referencing regexp regr_avgx regr_avgy regr_count regr_intercept
            regr_r2 regr_slope regr_sxx regr_sxy regr_syy release rename repeat replace require resignal restrict
            result return returning returns revoke right rlike rollback rollup row row_number rownum rows running
            savepoint schema schemas scope scroll search second second_microsecond seek select semi sensitive
            separator session_user set show signal similar sin sinh skip slow smallint some spatial specific
            specifictype sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning
            sqrt ssl start starting static stats_auto_recalc stats_persistent stats_sample_pages stddev_pop
            stddev_samp stored straight_join submultiset subset substring substring_regex succeeds sum summarize
            symmetric sysdate system system_time system_user table tablesample tan tanh terminated then time
            timestamp timezone_hour timezone_minute tinyblob tinyint tinytext to top trailing transaction translate
            translate_regex translation treat trigger trim trim_array true truncate uescape undo union unique
            unknown unlock unmatched unnest unpack unpivot unsigned update upper usage use user using utc_date
            utc_time utc_timestamp value value_of values var_pop var_samp varbinary varchar varcharacter
            variadic varying vector verbose versioning virtual when whenever where while width_bucket window with
            within without write xor year year_month zerofill
            """;

    /** The hidden columns of PostgreSQL, of MariaDB's and MySQL's InnoDB, and of SQLite and DuckDB. */
    private static final String HIDDEN_COLUMNS = """
            cmax cmin ctid db_roll_ptr db_row_id db_trx_id fts_doc_id oid rowid tableoid xmin xmax
            """;

    private static final Set<String> WORDS =
            Set.copyOf(List.of((GRAMMAR + HIDDEN_COLUMNS).strip().split("\\s+")));

    private ReservedWords() {}

    /** Whether a word is one of them. */
    public static boolean contains(String lowerCase) {
        return WORDS.contains(lowerCase);
    }
}
