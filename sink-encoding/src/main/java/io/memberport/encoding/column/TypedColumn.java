package io.memberport.encoding.column;

import java.util.Objects;

/**
 * A column of the wide layout where columns have types, and the variable it is of.
 *
 * @param current whether the variable's values are in it; else it is what the variable had before its type changed
 */
public record TypedColumn(String name, String variableId, ColumnKind kind, boolean current) {

    public TypedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(variableId, "variableId");
        Objects.requireNonNull(kind, "kind");
    }

    public TypedColumn retired() {
        return new TypedColumn(name, variableId, kind, false);
    }
}
