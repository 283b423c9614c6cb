package io.memberport.sink.s3.catalog;

import io.memberport.encoding.column.WideKind;
import java.util.Objects;

/**
 * A column of the wide layout and the variable it is of, as manifests say it.
 *
 * @param current whether the variable's values are in it; else it is what the variable had before its type changed
 */
public record TypedColumn(String name, String variableId, WideKind kind, boolean current) {

    public TypedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(variableId, "variableId");
        Objects.requireNonNull(kind, "kind");
    }

    TypedColumn retired() {
        return new TypedColumn(name, variableId, kind, false);
    }
}
