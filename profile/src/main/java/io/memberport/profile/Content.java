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
     * Of an enum, a set, a number or a date-time that is protected: nothing but what {@link VariableProfile} counts of every variable, for
     * options, ranges and distributions tell of values.
     */
    record Withheld() implements Content {}

    /**
     * Of an enum or a set that is not protected.
     *
     * <p>An option is named only if at least {@link ExportProfile#smallestGroup()} different members have it, and have it with the label
     * that is shown: the label of an option can be a text that a member has written. All others are counted together. Since their sum would tell
     * how many have the only option that is not named, or that fewer than the smallest group have one of them, the least frequent of the
     * others is then not named either, and so on, until the others are two options at least and no fewer members. A reader who knows all
     * options of a question can still tell that few have those that are not named, but not how many have which.
     *
     * @param options from the most frequent on
     * @param otherOptions how many more options there are; an estimate if the list is not complete
     * @param otherMembers how many members have each of these, summed up: a member of a set counts once for each
     * @param complete false if there were more options than can be counted apart: ten thousand of a variable, and fifty thousand, or some
     *     megabytes, of all. Those that came first are counted exactly, the others only together
     */
    record Options(List<Option> options, long otherOptions, long otherMembers, boolean complete) implements Content {
        public Options {
            options = List.copyOf(options);
        }

        /** How many options, never their labels. */
        @Override
        public String toString() {
            return "Options[" + options.size() + " options, " + otherOptions + " others]";
        }
    }

    /**
     * An option.
     *
     * @param id the option's guid; null if the export gives none
     * @param label the last one in the file that enough members have
     * @param members how often members have the option; a member that the file has repeatedly counts each time
     */
    record Option(@Nullable String id, String label, long members) {
        public Option {
            Objects.requireNonNull(label, "label");
        }

        /** The number of members, never the label. */
        @Override
        public String toString() {
            return "Option[" + members + " members]";
        }
    }

    /**
     * Of numbers that are not protected.
     *
     * @param count values that are numbers
     * @param isExact whether the quartiles are numbers of the export and the counts of the histogram are right; else they are estimates
     * @param range null if there are none
     * @param histogram bins in order, with round bounds and of equal width; the last one includes its upper bound. Numbers far below all
     *     others share the first one, numbers far above the last one, which begins with the least of them
     */
    record Numbers(long count, boolean isExact, @Nullable NumberRange range, List<Bin> histogram) implements Content {
        public Numbers {
            histogram = List.copyOf(histogram);
        }

        /** The count, never a number that a member has. */
        @Override
        public String toString() {
            return "Numbers[" + count + "]";
        }
    }

    /**
     * Minimum and maximum, which are exact as far as a double is, and the quartiles: numbers of the export, or estimates of four digits, as
     * {@link Numbers#isExact()} says.
     */
    record NumberRange(double minimum, double firstQuartile, double median, double thirdQuartile, double maximum) {

        /** Nothing of it, for members have these numbers. */
        @Override
        public String toString() {
            return "NumberRange";
        }
    }

    /**
     * Of date-times that are not protected, in UTC.
     *
     * @param count values that are date-times
     * @param earliest null if there are none
     * @param latest null if there are none
     * @param months how many there are in each month that has any, in order; by year, decade or century where these would be more than
     *     120
     */
    record Times(
            long count,
            @Nullable Instant earliest,
            @Nullable Instant latest,
            List<Period> months) implements Content {
        public Times {
            months = List.copyOf(months);
        }

        /** The count, never a date that a member has. */
        @Override
        public String toString() {
            return "Times[" + count + "]";
        }
    }

    /**
     * Values in a span of whole months.
     *
     * @param first the first month
     * @param last the last month, included
     */
    record Period(YearMonth first, YearMonth last, long count) {
        public Period {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(last, "last");
        }
    }

    /**
     * Of strings and identifiers, and of types that this version does not know; protected or not, for it tells nothing of what they
     * say.
     *
     * @param empty values that are empty or blank
     * @param shortest length of the shortest value in characters (code points); 0 if there are none
     * @param longest length of the longest value
     * @param lengths how many values have which length: one by one if all are below 16, else from each power of two on
     * @param looks how many values look like what; patterns that no value has are absent
     */
    record Texts(long empty, long shortest, long longest, List<Bin> lengths, Map<TextPattern, Long> looks)
            implements Content {
        public Texts {
            lengths = List.copyOf(lengths);
            looks = Map.copyOf(looks);
        }
    }
}
