package io.memberport.sink.jdbc.layout;

import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.Names;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Finds the variables of members that a target does not have as they are staged: one comparison of all rows. What follows has
 * to do with few rows, as long as few have changed.
 *
 * @param target as it stands in statements
 * @param staged the table of what is to be there, with {@link Names#VALUE_COUNT} where joins look up keys
 * @param key the columns that tell a member's variable and, last, the position within it
 * @param content all other columns of the target
 */
record ChangedVariables(Dialect dialect, String target, String staged, List<String> key, List<String> content) {

    /** What tells a member's variable. */
    static final List<String> VARIABLE_OF_MEMBER = List.of(Names.MEMBER_ID, Names.VARIABLE_ID);

    /**
     * Inserts them into a table: each once where joins look up keys; elsewhere one may be there more than once.
     *
     * @return how many rows that are
     */
    long into(Handle handle, String table) {
        List<String> selects = dialect.has(Trait.LOOKS_UP_KEYS)
                ? List.of(singleByKey(), severalByKey())
                : List.of(unlikeByHash(), fewerByHash());
        long rows = 0;
        for (String select : selects) {
            rows += handle.execute("INSERT INTO " + table + " " + select);
        }
        return rows;
    }

    /** Variables with one row: a look for the variable's rows finds the one that differs and those that are too many. */
    private String singleByKey() {
        List<String> compared = new ArrayList<>(List.of(Names.POSITION));
        compared.addAll(content);
        return "SELECT DISTINCT " + variableOf("s") + " FROM " + staged + " s LEFT JOIN " + target + " u ON "
                + dialect.same(VARIABLE_OF_MEMBER, "u", "s") + " WHERE " + count() + " <= 1 AND NOT ("
                + dialect.alike(compared, "u", "s") + ")";
    }

    /** Variables with several rows, each looked up for itself; with the first one, those beyond the last. */
    private String severalByKey() {
        String id = "." + dialect.quote(Names.MEMBER_ID);
        String position = "." + dialect.quote(Names.POSITION);
        return "SELECT DISTINCT " + variableOf("s") + " FROM " + staged + " s LEFT JOIN " + target + " u ON "
                + dialect.same(key, "u", "s")
                + " AND " + dialect.alike(content, "u", "s") + " LEFT JOIN " + target + " n ON "
                + dialect.same(VARIABLE_OF_MEMBER, "n", "s") + " AND s" + position + " = 0 AND n" + position + " >= "
                + count() + " WHERE " + count() + " > 1 AND (u" + id + " IS NULL OR n" + id + " IS NOT NULL)";
    }

    private String unlikeByHash() {
        return "SELECT " + variableOf("t") + " FROM " + staged + " t WHERE "
                + dialect.unlikeAll(target, key, content, "t");
    }

    /** Those that have fewer values than before, and these as before. */
    private String fewerByHash() {
        String position = dialect.quote(Names.POSITION);
        String others = "(SELECT * FROM " + staged + " WHERE " + position + " > 0)";
        return "SELECT " + variableOf("t") + " FROM " + target + " t JOIN " + staged + " s ON "
                + dialect.same(VARIABLE_OF_MEMBER, "s", "t") + " WHERE s." + position + " = 0 AND t." + position
                + " > 0 AND " + dialect.unlikeAll(others, key, List.of(), "t");
    }

    private String count() {
        return "s." + dialect.quote(Names.VALUE_COUNT);
    }

    private String variableOf(String row) {
        return row + "." + dialect.quote(Names.MEMBER_ID) + ", " + row + "." + dialect.quote(Names.VARIABLE_ID);
    }
}
