package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Quoting;
import io.memberport.sink.jdbc.sql.StagedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that bring the rows of members' variables up to date where they are. They find rows by their key or by their
 * number only, for there is nothing else that H2 could join large tables by.
 *
 * @param quoting that of H2
 * @param target as it stands in statements
 * @param staging the table of what is to be there, with {@link Names#VALUE_COUNT}
 * @param key the columns that tell a member's variable and, last, the position within it
 * @param content all other columns of the target
 */
record H2Merge(Quoting quoting, String target, String staging, List<String> key, List<String> content) {

    /** Deletes rows beyond those that are staged, and the one that says that there are no values if there are now. */
    String deleteBeyond(String part) {
        String position = quoting.quote(key.get(key.size() - 1));
        List<String> variable = key.subList(0, key.size() - 1);
        String count = quoting.quote(Names.VALUE_COUNT);
        return mergeInto() + "(SELECT " + quoting.quoted(variable) + ", " + count + " FROM " + staging + " s"
                + StagedRows.where(part, "s." + position + " <= 0") + ") s ON " + quoting.same(variable, "s", "t")
                + " AND (t." + position + " >= s." + count + " OR t." + position + " < 0 AND s." + count + " > 0)"
                + " WHEN MATCHED THEN DELETE";
    }

    /** Updates or inserts those that are not there as they are staged; one that matched would be locked and so be written. */
    String writeChanged(String part) {
        String changes = content.stream()
                .map(quoting::quote)
                .map(column -> column + " = s." + column)
                .collect(Collectors.joining(", "));
        String values =
                columns().stream().map(column -> "s." + quoting.quote(column)).collect(Collectors.joining(", "));
        String isUnlike = quoting.unlikeAll(target, key, content, "s");
        return mergeInto() + "(SELECT " + quoting.quoted(columns()) + " FROM " + staging + " s"
                + StagedRows.where(part, isUnlike) + ") s ON " + quoting.same(key, "s", "t")
                + " WHEN MATCHED THEN UPDATE SET " + changes + " WHEN NOT MATCHED THEN INSERT ("
                + quoting.quoted(columns()) + ") VALUES (" + values + ")";
    }

    private String mergeInto() {
        return "MERGE INTO " + target + " t USING ";
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(key);
        columns.addAll(content);
        return columns;
    }
}
