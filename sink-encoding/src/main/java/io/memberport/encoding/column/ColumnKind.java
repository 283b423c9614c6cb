package io.memberport.encoding.column;

import io.memberport.model.DataType;
import java.util.Locale;
import java.util.Set;

/** What a column holds where columns have types. The wide layout has one for each variable, the long one for each kind. */
public enum ColumnKind {
    TEXT,
    NUMBER,
    TIME,
    /** A list of labels. */
    LIST;

    /** What fits a variable's values. */
    public static ColumnKind of(DataType type) {
        return switch (type) {
            case DOUBLE -> NUMBER;
            case DATETIME -> TIME;
            case SET -> LIST;
            case STRING, IDENTIFIER, ENUM, UNKNOWN -> TEXT;
        };
    }

    /**
     * What holds values of several kinds.
     *
     * @param kinds at least one
     */
    public static ColumnKind forAll(Set<ColumnKind> kinds) {
        return kinds.size() == 1 ? kinds.iterator().next() : TEXT;
    }

    /** Whether values of another kind can stay where those of this one are. */
    public boolean holds(ColumnKind other) {
        return this == other || this == TEXT;
    }

    /**
     * Finds one by its {@linkplain io.memberport.port.SinkOption#wireName name} in what is stored.
     *
     * @throws IllegalArgumentException if none is called so
     */
    public static ColumnKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
