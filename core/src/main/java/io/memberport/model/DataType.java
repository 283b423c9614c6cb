package io.memberport.model;

import org.jspecify.annotations.Nullable;

/**
 * The data type of a profile variable, as the API names it. A type this version does not know is {@link #UNKNOWN}; its
 * name is kept in {@link ProfileVariable#dataTypeName()} and its values arrive like all others.
 */
public enum DataType {
    STRING("string"),
    DOUBLE("double"),
    DATETIME("datetime"),
    IDENTIFIER("identifier"),
    /** One option of a list; the value carries the option's id beside its label. */
    ENUM("enum"),
    /** Any number of options of a list; one value for each. */
    SET("set"),
    /** Absent, or a name that is none of the above. */
    UNKNOWN("");

    private final String wireName;

    DataType(String wireName) {
        this.wireName = wireName;
    }

    /** Whether values are options of a list. A value of another type can have an id, too, but is the member's own. */
    public boolean hasOptions() {
        return switch (this) {
            case ENUM, SET -> true;
            case STRING, DOUBLE, DATETIME, IDENTIFIER, UNKNOWN -> false;
        };
    }

    /** The type with this name in the API, compared exactly; {@link #UNKNOWN} for null and every other name. */
    public static DataType ofWireName(@Nullable String name) {
        if (name != null && !name.isEmpty()) {
            for (DataType type : values()) {
                if (type.wireName.equals(name)) {
                    return type;
                }
            }
        }
        return UNKNOWN;
    }
}
