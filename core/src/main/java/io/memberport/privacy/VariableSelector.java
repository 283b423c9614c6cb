package io.memberport.privacy;

import io.memberport.model.DataType;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The variables that a rule is for. Immutable; equal selectors choose in the same way.
 *
 * <p>Names and ids are compared as the API sends them, an id without regard to case.
 */
public final class VariableSelector {

    private static final String ID = "id:";
    private static final String NAME = "name:";
    private static final String TYPE = "type:";

    /** How a variable is chosen, the least specific first. */
    enum Kind {
        TYPE,
        NAME_PATTERN,
        NAME,
        ID
    }

    private final Kind kind;
    private final String text;

    private VariableSelector(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
    }

    /** The variable with this id, a guid. */
    public static VariableSelector id(String id) {
        return new VariableSelector(Kind.ID, id.toLowerCase(Locale.ROOT));
    }

    /** All variables with exactly this name. */
    public static VariableSelector name(String name) {
        return new VariableSelector(Kind.NAME, name);
    }

    /**
     * All variables whose whole name is like this, {@code *} being any number of characters. A question mark is one, for many
     * variables are called after a question. A variable without a name is taken for one with an empty name.
     */
    public static VariableSelector namesLike(String pattern) {
        return new VariableSelector(Kind.NAME_PATTERN, pattern);
    }

    /** All variables of a type; {@link DataType#UNKNOWN} are those of which this version does not know the type. */
    public static VariableSelector type(DataType type) {
        return new VariableSelector(Kind.TYPE, SinkOption.wireName(type));
    }

    /**
     * Reads what people write: {@code id:GUID}, {@code type:TYPE}, {@code name:NAME} for any name, a name with {@code *} for all
     * that are like it, and everything else for the name that it is.
     *
     * @throws IllegalArgumentException if it is none of these; the message says why, for people
     */
    public static VariableSelector parse(String text) {
        if (text.startsWith(ID)) {
            return id(text.substring(ID.length()));
        }
        if (text.startsWith(NAME)) {
            return name(text.substring(NAME.length()));
        }
        if (text.startsWith(TYPE)) {
            return type(typeOf(text.substring(TYPE.length())));
        }
        return text.indexOf('*') >= 0 ? namesLike(text) : name(text);
    }

    private static DataType typeOf(String name) {
        return Arrays.stream(DataType.values())
                .filter(type -> SinkOption.wireName(type).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the types are "
                        + Arrays.stream(DataType.values())
                                .map(SinkOption::wireName)
                                .collect(Collectors.joining(", "))));
    }

    /** Looks for each part after the one before, so that it takes no longer if there are many of them. */
    private boolean isLike(String name) {
        String[] parts = text.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (!name.startsWith(parts[0]) || name.length() < parts[0].length() + last.length() || !name.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        for (String part : List.of(parts).subList(1, parts.length - 1)) {
            int found = name.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return at <= name.length() - last.length();
    }

    Kind kind() {
        return kind;
    }

    /** Whether it is meant for certain variables, which an export of all members therefore has. */
    boolean isForCertain() {
        return kind != Kind.TYPE;
    }

    boolean matches(ProfileVariable variable) {
        return switch (kind) {
            case ID -> text.equals(variable.id().toLowerCase(Locale.ROOT));
            case NAME -> text.equals(variable.name());
            case NAME_PATTERN -> isLike(Objects.requireNonNullElse(variable.name(), ""));
            case TYPE -> text.equals(SinkOption.wireName(variable.dataType()));
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariableSelector that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, text);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return switch (kind) {
            case ID -> ID + text;
            case TYPE -> TYPE + text;
            case NAME -> parsesAsName() ? text : NAME + text;
            case NAME_PATTERN -> text;
        };
    }

    private boolean parsesAsName() {
        return text.indexOf('*') < 0 && !text.startsWith(ID) && !text.startsWith(NAME) && !text.startsWith(TYPE);
    }
}
