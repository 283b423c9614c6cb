package io.memberport.privacy;

import io.memberport.model.DataType;
import io.memberport.model.ProfileVariable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

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
    private final Pattern pattern;

    private VariableSelector(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
        this.pattern = kind == Kind.NAME_PATTERN ? glob(text) : Pattern.compile(Pattern.quote(text));
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

    /** All variables whose whole name is like this, {@code *} being any number of characters and {@code ?} a single one. */
    public static VariableSelector namesLike(String pattern) {
        return new VariableSelector(Kind.NAME_PATTERN, pattern);
    }

    /**
     * All variables of a type.
     *
     * @param type none of {@link DataType#UNKNOWN}, whose variables have no type in common
     */
    public static VariableSelector type(DataType type) {
        if (type == DataType.UNKNOWN) {
            throw new IllegalArgumentException("no type");
        }
        return new VariableSelector(Kind.TYPE, type.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Reads what people write: {@code id:GUID}, {@code type:TYPE}, {@code name:NAME} for any name, a name with {@code *} or {@code
     * ?} for all that are like it, and everything else for the name that it is.
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
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 ? namesLike(text) : name(text);
    }

    private static DataType typeOf(String name) {
        DataType type = DataType.ofWireName(name);
        if (type == DataType.UNKNOWN) {
            throw new IllegalArgumentException("the types are "
                    + String.join(
                            ", ",
                            Arrays.stream(DataType.values())
                                    .filter(known -> known != DataType.UNKNOWN)
                                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                                    .toList()));
        }
        return type;
    }

    private static Pattern glob(String like) {
        StringBuilder regex = new StringBuilder();
        like.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
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
            case NAME_PATTERN ->
                variable.name() != null && pattern.matcher(variable.name()).matches();
            case TYPE -> text.equals(variable.dataType().name().toLowerCase(Locale.ROOT));
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
        return text.indexOf('*') < 0
                && text.indexOf('?') < 0
                && !text.startsWith(ID)
                && !text.startsWith(NAME)
                && !text.startsWith(TYPE);
    }
}
