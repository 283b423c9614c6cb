package io.memberport.sink.jdbc.load;

import io.memberport.sink.jdbc.dialect.Statements;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables that the rows of one run go to first: temporary ones of its own connection, but for one that may be the target
 * itself. Used by the database's thread.
 */
public final class Staging {

    private static final String PREFIX = "memberport_stage_";

    private final Statements statements;
    private final List<Place> places = new ArrayList<>();
    private final List<Place> scratch = new ArrayList<>();
    private int generation;

    public Staging(Statements statements) {
        this.statements = statements;
    }

    /**
     * Where rows go.
     *
     * @param name as it stands in statements
     * @param grower gives the columns that the table does not have yet, by position; null if it has all it will have
     * @param target what the target's tables are called, if it is one of them, made by this transaction; else null
     */
    public record Place(
            String name,
            Table table,
            @Nullable IntFunction<Column> grower,
            @Nullable TableNames target) {

        Place with(List<Column> more) {
            return new Place(name, table.and(more), grower, target);
        }

        public boolean isTarget() {
            return target != null;
        }
    }

    /** A temporary table of its own. */
    public Staging and(String name, List<Column> columns) {
        return and(name, columns, null);
    }

    /** A temporary table of its own, whose rows are found by a column. */
    public Staging andKeyed(String name, List<Column> columns, String key) {
        places.add(temporary(Table.keyed(PREFIX + name, columns, List.of(key)), null));
        return this;
    }

    /** A temporary table that grows. */
    public Staging and(String name, List<Column> columns, @Nullable IntFunction<Column> grower) {
        places.add(temporary(Table.staging(PREFIX + name, columns), grower));
        return this;
    }

    private Place temporary(Table table, @Nullable IntFunction<Column> grower) {
        return new Place(statements.stagingName(table.name()), table, grower, null);
    }

    /** A table of the target, which this transaction has made. */
    public Staging andTarget(TableNames names, Table table) {
        places.add(new Place(names.qualified(table), table, null, names));
        return this;
    }

    public int count() {
        return places.size();
    }

    public Place place(int index) {
        return places.get(index);
    }

    public String name(int index) {
        return places.get(index).name();
    }

    public void create(Handle handle) {
        for (Place place : places) {
            if (!place.isTarget()) {
                create(handle, place);
            }
        }
    }

    private void create(Handle handle, Place place) {
        statements.dropStaging(handle, place.name());
        handle.execute(statements.createStaging(place.name(), place.table()));
    }

    /** Makes sure that a table has at least so many columns. */
    public void grow(Handle handle, int index, int columns) {
        Place place = places.get(index);
        int present = place.table().columns().size();
        IntFunction<Column> grower = place.grower();
        if (columns <= present || grower == null) {
            return;
        }
        List<Column> more = new ArrayList<>();
        for (int i = present; i < columns; i++) {
            more.add(grower.apply(i));
        }
        if (statements.dialect().has(Trait.FIXES_STAGING)) {
            places.set(index, successor(handle, place, more));
        } else {
            statements.addColumns(place.name(), more).forEach(handle::execute);
            places.set(index, place.with(more));
        }
    }

    /** Another table with the same rows and more columns. */
    private Place successor(Handle handle, Place place, List<Column> more) {
        generation++;
        List<Column> all = place.with(more).table().columns();
        Place grown = temporary(Table.staging(place.table().name() + "_" + generation, all), place.grower());
        handle.execute(statements.createStaging(grown.name(), grown.table()));
        String columns = statements.dialect().quoted(place.table().columnNames());
        handle.execute(
                "INSERT INTO " + grown.name() + " (" + columns + ") SELECT " + columns + " FROM " + place.name());
        statements.dropStaging(handle, place.name());
        return grown;
    }

    /**
     * Removes members that the export has again later, from the tables whose rows have a member's number.
     *
     * @param members index of the table with a row per member
     */
    public void removeSuperseded(Handle handle, int members) {
        String superseded = findSuperseded(handle, members);
        String no = statements.dialect().quote(Names.MEMBER_NO);
        for (Place place : places) {
            if (place.table().columnNames().contains(Names.MEMBER_NO)) {
                handle.execute("DELETE FROM " + place.name() + " WHERE " + no + " IN (SELECT " + no + " FROM "
                        + superseded + ")");
            }
        }
    }

    /** Makes the table of members that the export has again later, and fills it from the table at an index. */
    private String findSuperseded(Handle handle, int index) {
        List<Column> columns = List.of(Column.required(Names.MEMBER_NO, ColumnType.BIGINT));
        String name = scratch(handle, "superseded", columns).name();
        handle.execute("INSERT INTO " + name + " " + statements.selectSuperseded(name(index)));
        return name;
    }

    /** Makes an empty temporary table for what the commit finds out. */
    public Place scratch(Handle handle, String name, List<Column> columns) {
        return scratchKeyed(handle, name, columns, List.of());
    }

    /** The same with a primary key; without one, if there are no columns for it. */
    public Place scratchKeyed(Handle handle, String name, List<Column> columns, List<String> key) {
        Place place = temporary(Table.keyed(PREFIX + name, columns, key), null);
        create(handle, place);
        scratch.add(place);
        return place;
    }

    /** Lets the planner know how large the tables are. */
    public void analyze(Handle handle) {
        places.forEach(place -> analyze(handle, place));
    }

    public void analyze(Handle handle, Place place) {
        String statement = place.isTarget() ? null : statements.analyze(place.name());
        if (statement != null) {
            handle.execute(statement);
        }
    }

    /** Removes what does not go with the connection. */
    public void drop(Handle handle) {
        for (Place place : places) {
            if (!place.isTarget()) {
                statements.dropStaging(handle, place.name());
            }
        }
        scratch.forEach(place -> statements.dropStaging(handle, place.name()));
    }
}
