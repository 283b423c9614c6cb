package io.memberport.sink.xlsx;

import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of variables, and how many members have each. Bounded, whatever an export has: what is beyond is not listed, while the
 * counts of those that are listed are right. Used by one thread at a time.
 */
final class OptionCounts {

    /** Ten times as many as large communities have. */
    static final int MOST_OPTIONS = 20_000;

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /**
     * An option.
     *
     * @param column of the variable, from 0
     */
    record Option(int column, @Nullable Text id, Text label) {

        private int bytes() {
            return label.length() + (id == null ? 0 : id.length());
        }

        /** Half an id would be another one. */
        private boolean hasAnIdThatFits() {
            return id == null || id.length() <= Sheets.MOST_CHARACTERS;
        }

        private Option compact() {
            return new Option(column, id == null ? null : id.compact(), label.compact());
        }
    }

    private static final class Count {

        private long members;
        private int last = -1;
    }

    private final Map<Option, Count> counts = new LinkedHashMap<>();
    private int bytes;
    private boolean complete = true;

    /** Counts the value where a cursor stands; once for a member, however often it has it. */
    void count(int column, MemberCursor at) {
        Text label = at.value();
        if (label != null) {
            Text id = at.valueId();
            Option option = new Option(column, id == null || id.isEmpty() ? null : id, label);
            Count count = counts.computeIfAbsent(option, absent -> new Count());
            if (count.last != at.indexInBlock()) {
                count.last = at.indexInBlock();
                count.members++;
            }
        }
    }

    /** Adds the counts of a block, of whose memory nothing is kept. */
    void add(OptionCounts block) {
        block.counts.forEach((option, count) -> {
            Count known = counts.get(option);
            if (known == null) {
                known = added(option);
            }
            if (known != null) {
                known.members += count.members;
            }
        });
    }

    private @Nullable Count added(Option option) {
        if (counts.size() == MOST_OPTIONS || bytes + option.bytes() > MOST_BYTES || !option.hasAnIdThatFits()) {
            complete = false;
            return null;
        }
        bytes += option.bytes();
        Count count = new Count();
        counts.put(option.compact(), count);
        return count;
    }

    /** Whether all options of the export are here. */
    boolean isComplete() {
        return complete;
    }

    /** In the order of the columns, and within a column in the order in which they first appear. */
    List<Option> options() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingInt(Option::column))
                .toList();
    }

    long members(Option option) {
        Count count = counts.get(option);
        return count == null ? 0 : count.members;
    }
}
