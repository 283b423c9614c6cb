package io.memberport.sink.jdbc.load;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.json.JsonNumbers;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.dialect.Trait;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Identifiers;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a target hold of a value: the one place where that is decided. Safe for use by several threads.
 *
 * @see InvalidValuePolicy
 */
public final class TargetValues {

    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\ufffd';

    private final Dialect dialect;
    private final boolean decimal;
    private final InvalidValuePolicy policy;
    private final Set<ProfileVariable> changedDefinitions = ConcurrentHashMap.newKeySet();

    /**
     * @param decimal whether columns with numbers are of type {@link ColumnType#DECIMAL}
     */
    public TargetValues(Dialect dialect, boolean decimal, InvalidValuePolicy policy) {
        this.dialect = dialect;
        this.decimal = decimal;
        this.policy = policy;
    }

    public InvalidValuePolicy policy() {
        return policy;
    }

    public boolean areDecimal() {
        return decimal;
    }

    /** The number, rounded to the digits of the column, which is counted; null if it is none or beyond the range. */
    public @Nullable BigDecimal decimal(Text digits) {
        BigDecimal number = JsonNumbers.parseDecimal(digits);
        BigDecimal held = number == null ? null : dialect.decimals().nearest(number);
        if (held != null && held.compareTo(number) != 0) {
            policy.round();
        }
        return held;
    }

    /** Microseconds since 1970; {@link UtcDateTime#NOT_A_DATE_TIME} if the text is none or beyond the range. */
    public long micros(Text dateTime) {
        long micros = UtcDateTime.parseMicros(dateTime);
        return dialect.times().holds(micros) ? micros : UtcDateTime.NOT_A_DATE_TIME;
    }

    /** Whether a column for numbers holds it, rounded or not. Counts nothing. */
    public boolean holdsNumber(Text digits) {
        if (!decimal) {
            return !Double.isNaN(JsonNumbers.parseDouble(digits));
        }
        BigDecimal number = JsonNumbers.parseDecimal(digits);
        return number != null && dialect.decimals().nearest(number) != null;
    }

    /** Whether a column for instants holds it. */
    public boolean holdsTime(Text dateTime) {
        return micros(dateTime) != UtcDateTime.NOT_A_DATE_TIME;
    }

    /**
     * The same id.
     *
     * @param what whose id it is: "member"
     * @throws MemberportException of kind {@link FailureKind#TARGET} if the database cannot hold it as a key
     */
    public Text id(Text id, String what) {
        Text checked = Identifiers.checked(id, what);
        if (dialect.confuses(id)) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The export has a " + what + " whose id ends in a blank, and " + dialect.product()
                            + " may treat it as equal to one without. Nothing was committed. Write such an export to a"
                            + " database that has a dialect of its own, to files or to object storage.");
        }
        return checked;
    }

    /** A text that has U+0000 in it, for a database that has no place for that. */
    public Text withoutNul(Text text) {
        policy.replace("a text with the character U+0000");
        return Text.of(text.asString().replace(NUL, REPLACEMENT));
    }

    /** A document without what the database has no place for. */
    public Text json(Text document) {
        int deepest = dialect.deepestNesting();
        if (deepest < Integer.MAX_VALUE && depth(document) > deepest) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The export has a document that is nested deeper than " + deepest + " levels, which "
                            + dialect.product()
                            + " cannot hold as JSON. Nothing was committed. Use layout=long, or write"
                            + " such an export to files or to object storage.");
        }
        return dialect.escapes().accepted(document, policy);
    }

    /** How deep arrays and objects of well-formed JSON are in each other: 0 for a text, 2 for an array in an object. */
    private static int depth(Text json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            byte b = json.byteAt(i);
            if (inString) {
                i += b == '\\' ? 1 : 0;
                inString = b != '"';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return deepest;
    }

    /** Makes sure that a variable can be described, and counts what is changed for that once for a definition. */
    public void acceptDescription(ProfileVariable variable) {
        boolean changes =
                dialect.has(Trait.REFUSES_NUL) && (hasNul(variable.name()) || hasNul(variable.dataTypeName()));
        if (changes && (!policy.replaces() || changedDefinitions.add(variable))) {
            policy.replace("a variable with the character U+0000 in its name or type");
        }
    }

    private static boolean hasNul(@Nullable String text) {
        return text != null && text.indexOf(NUL) >= 0;
    }
}
