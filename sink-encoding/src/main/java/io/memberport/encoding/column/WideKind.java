package io.memberport.encoding.column;

import io.memberport.model.DataType;
import java.util.Locale;
import java.util.Set;

/** What a column of the wide layout holds where columns have types. */
public enum WideKind {
    TEXT,
    NUMBER,
    TIME,
    /** A list of labels. */
    LIST;

    /** What fits a variable's values. */
    public static WideKind of(DataType type) {
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
    public static WideKind forAll(Set<WideKind> kinds) {
        return kinds.size() == 1 ? kinds.iterator().next() : TEXT;
    }

    /** Whether values of another kind can stay where those of this one are. */
    public boolean holds(WideKind other) {
        return this == other || this == TEXT;
    }

    /**
     * Finds one by its {@linkplain io.memberport.port.SinkOption#wireName name} in what is stored.
     *
     * @throws IllegalArgumentException if none is called so
     */
    public static WideKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
