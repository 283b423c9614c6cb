package io.memberport.profile;

import io.memberport.profile.VariableProfile.Bin;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the values of a variable are like, as far as it may be told. */
public sealed interface Content {

    /**
     * Of a protected enum, set, number or date-time: nothing, for each of these tells of a value.
     */
    record Withheld() implements Content {}

    /**
     * Of an enum or a set that is not protected.
     *
     * @param options those that at least {@link ExportProfile#smallestGroup()} members have, from the most frequent on
     * @param otherOptions how many more options there are
     * @param otherMembers how many members have at least one of these
     * @param complete false if there are more options than can be counted apart; those listed are then counted from their first
     *     appearance on
     */
    record Options(List<Option> options, long otherOptions, long otherMembers, boolean complete) implements Content {
        public Options {
            options = List.copyOf(options);
        }
    }

    /**
     * An option.
     *
     * @param id the option's guid; null if the export gives none
     * @param label the last one in the file
     * @param members that have the option
     */
    record Option(@Nullable String id, String label, long members) {
        public Option {
            Objects.requireNonNull(label, "label");
        }
    }

    /**
     * Of numbers that are not protected.
     *
     * @param count values that are numbers
     * @param range null if there are none
     * @param histogram bins of equal width, in order; the last one includes its upper bound
     */
    record Numbers(long count, @Nullable NumberRange range, List<Bin> histogram) implements Content {
        public Numbers {
            histogram = List.copyOf(histogram);
        }
    }

    /** Minimum and maximum, which are exact as far as a double is, and the quartiles, which are estimates. */
    record NumberRange(double minimum, double firstQuartile, double median, double thirdQuartile, double maximum) {}

    /**
     * Of date-times that are not protected, in UTC.
     *
     * @param count values that are date-times
     * @param earliest null if there are none
     * @param latest null if there are none
     * @param months how many there are in each month that has any, in order; by year where there are too many months
     */
    record Times(
            long count,
            @Nullable Instant earliest,
            @Nullable Instant latest,
            List<Period> months) implements Content {
        public Times {
            months = List.copyOf(months);
        }
    }

    /**
     * Values in a span of whole months.
     *
     * @param first the first month
     * @param last the last month, included
     */
    record Period(YearMonth first, YearMonth last, long count) {}

    /**
     * Of strings and identifiers, and of types that this version does not know; protected or not, for it tells nothing of what they
     * say.
     *
     * @param empty values that are empty or blank
     * @param shortest length of the shortest value in characters (code points); 0 if there are none
     * @param longest length of the longest value
     * @param lengths how many values have which length
     * @param looks how many values look like what
     */
    record Texts(long empty, long shortest, long longest, List<Bin> lengths, Map<TextPattern, Long> looks)
            implements Content {
        public Texts {
            lengths = List.copyOf(lengths);
            looks = Map.copyOf(looks);
        }
    }
}
