package io.memberport.sequence;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a target shows what is expected. */
final class Alike {

    /** The guide does not say which. */
    record AnyOf(Set<?> choices) {}

    /** The guide does not say how many more. */
    record AtLeast(long count) {}

    /**
     * A value as text, in whatever notation: a JSON array, or what was moved from a column of another type into one of text.
     * The guide leaves the latter's notation to the database, so it is compared as the number, instant or list that it was,
     * and numbers to the 14 digits that every database shows.
     */
    record AsText(Object value) {}

    private Alike() {}

    static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof AnyOf any) {
            return any.choices().stream().anyMatch(choice -> same(choice, actual));
        }
        if (expected instanceof AtLeast least) {
            return actual instanceof Long count && count >= least.count();
        }
        if (expected instanceof AsText written) {
            return actual instanceof String text && isNotationOf(written.value(), text);
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static boolean isNotationOf(Object value, String text) {
        if (value instanceof Double number) {
            return near(new BigDecimal(number), text) || number.equals(Meaning.asDouble(text));
        }
        if (value instanceof BigDecimal number) {
            return near(number, text);
        }
        if (value instanceof Instant instant) {
            String padded = text.replaceFirst("([+-])([0-9])(:[0-9]{2})?$", "$10$2$3");
            return instant.equals(Meaning.asInstant(padded));
        }
        return value instanceof String ? value.equals(text) : value.equals(Content.of(text));
    }

    private static boolean near(BigDecimal number, String text) {
        if (!Meaning.isNumber(text)) {
            return false;
        }
        BigDecimal difference = new BigDecimal(text).subtract(number).abs();
        return difference.compareTo(number.abs().movePointLeft(14)) <= 0;
    }
}
