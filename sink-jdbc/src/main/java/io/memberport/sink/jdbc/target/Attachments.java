package io.memberport.sink.jdbc.target;

import io.memberport.sink.jdbc.dialect.Obstacles;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.rights.RequiredRight.Right;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What others have put on the tables of a run, or in their place, as the catalogue of the database tells. Some of it makes
 * rows go missing without a failure, or takes rows of other tables along, so no run writes to such tables. Immutable.
 */
public record Attachments(TableNames names, List<Attachment> all) {

    /** What there can be; dialects select the names of these. */
    enum Kind {
        /** One for which the database does not count the rows that it takes. */
        VIEW,
        RULE,
        CHILD,
        INSTEAD_OF,
        REFERENCE,
        /** One that can leave rows out; a run counts the rows of its table. */
        TRIGGER
    }

    /**
     * @param table that it is on
     * @param name what it is called; empty if it has no name
     * @param owner the table that has it, if that is another one; else empty
     */
    record Attachment(Kind kind, String table, String name, String owner) {}

    /** Asks the catalogue, once for all tables. Those that are not there have nothing on them. */
    public static Attachments of(Handle handle, Obstacles obstacles, TableNames names, List<Table> tables) {
        String query = obstacles.attachments(names.schemaLiteral(), names.literals(tables));
        List<Attachment> all = query.isEmpty()
                ? List.of()
                : handle.createQuery(query)
                        .map((row, context) -> new Attachment(
                                Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3), row.getString(4)))
                        .list();
        return new Attachments(names, all);
    }

    /**
     * Those that no run can do with.
     *
     * @param rights what the run does; foreign keys to tables from which it deletes nothing do no harm
     * @return sentences that each say what it is and what to do
     */
    List<String> obstacles(List<RequiredRight> rights) {
        Set<String> emptied = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rights.stream()
                .filter(needed -> needed.right() == Right.DELETE)
                .forEach(needed -> emptied.add(names.plain(needed.requireTable())));
        return all.stream()
                .filter(found -> found.kind() != Kind.TRIGGER)
                .filter(found -> found.kind() != Kind.REFERENCE || emptied.contains(found.table()))
                .map(this::sentence)
                .distinct()
                .toList();
    }

    private String sentence(Attachment found) {
        String table = names.qualified(found.table());
        return switch (found.kind()) {
            case VIEW ->
                table
                        + " is a view or a linked table, and the database does not say whether it stores the rows. "
                        + "Rename it, or choose another schema or table-prefix.";
            case RULE ->
                "The rule " + found.name() + " of the table " + table
                        + " can leave rows out without an error. Drop it: DROP RULE "
                        + names.quoting().quoteAsIs(found.name()) + " ON " + table + ".";
            case CHILD ->
                "The table " + found.owner() + " inherits from " + table
                        + ", so a run would delete its rows, too. End that: ALTER TABLE " + found.owner()
                        + " NO INHERIT " + table + ".";
            case INSTEAD_OF ->
                "The trigger " + found.name() + " of the table " + table
                        + " runs instead of the statement, so rows can be lost. Drop it, or make it one that runs"
                        + " AFTER.";
            case REFERENCE ->
                "The foreign key" + (found.name().isEmpty() ? "" : " " + found.name()) + " of the table "
                        + found.owner() + " refers to " + table
                        + ", whose rows a run deletes and inserts again: rows of the other table would be deleted or"
                        + " changed, or the run would fail. Drop the foreign key; a query can join without it.";
            case TRIGGER -> throw new IllegalStateException("triggers are no obstacles");
        };
    }

    /** The names of triggers that can leave rows out, by the names of their tables, whatever their case. */
    public Map<String, String> triggers() {
        Map<String, String> triggers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Attachment found : all) {
            if (found.kind() == Kind.TRIGGER) {
                triggers.merge(found.table(), found.name(), Attachments::listed);
            }
        }
        return triggers;
    }

    private static String listed(String names, String name) {
        return names.isEmpty() || name.isEmpty() ? names + name : names + ", " + name;
    }
}
