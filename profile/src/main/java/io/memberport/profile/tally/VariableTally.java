package io.memberport.profile.tally;

import io.memberport.model.DataType;
import io.memberport.model.MemberCursor;
import io.memberport.model.MemberCursor.Part;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.profile.Content;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an export has of one variable. As soon as a definition says that the variable is to be protected, or does not say that it is not,
 * all that tells of values is thrown away and never collected again.
 */
final class VariableTally {

    /** More definitions than these of one variable are not told apart. */
    private static final int MOST_DEFINITIONS = 16;

    /** 1900-01-01 and 2100-01-01, in microseconds since 1970. */
    private static final long FIRST_ORDINARY = -2_208_988_800_000_000L;

    private static final long AFTER_ORDINARY = 4_102_444_800_000_000L;

    private final SharedRoom room;
    private final Scratch scratch;
    private final Set<ProfileVariable> definitions = new HashSet<>();
    private ProfileVariable definition;
    private Sensitivity strictest;

    private long members;
    private long filledMembers;
    private long values;
    private long nulls;
    private long repetitions;
    private long unfitting;
    private long oddDates;
    private long oddEffectiveDates;

    /** Of the member that had the variable last. */
    private long lastMember = -1;

    private int lastValues;
    private boolean lastIsRepeated;

    private final SizeTally valuesPerMember = new SizeTally();
    private final DistinctTally distinct;
    private @Nullable OptionTally options;
    private @Nullable NumberTally numbers;
    private @Nullable TimeTally times;
    private @Nullable TextTally texts;

    VariableTally(ProfileVariable definition, SharedRoom room, Scratch scratch) {
        this.definition = definition;
        this.strictest = definition.sensitivity();
        this.room = room;
        this.scratch = scratch;
        this.distinct = new DistinctTally(room);
    }

    /**
     * Adds what the member has of the variable before whose first value the cursor stands.
     *
     * @param isNewMember false if the member is there repeatedly, or may be
     * @return whether the definition is another than all before
     */
    boolean add(MemberCursor at, boolean isNewMember) {
        boolean isNew = redefine(at.variable());
        addEffectiveDate(at.effectiveDate());
        int filled = 0;
        while (at.nextValue()) {
            if (at.kind() == Value.Kind.NULL) {
                nulls++;
            } else {
                filled++;
                addValue(at, isNewMember);
            }
        }
        values += filled;
        count(at.memberIndex(), filled);
        return isNew;
    }

    private void count(long member, int filled) {
        if (member == lastMember) {
            countAgain(filled);
            return;
        }
        lastMember = member;
        lastValues = filled;
        lastIsRepeated = false;
        members++;
        if (filled > 0) {
            filledMembers++;
            valuesPerMember.add(filled);
        }
    }

    /** The same member had the variable before. */
    private void countAgain(int filled) {
        if (!lastIsRepeated) {
            lastIsRepeated = true;
            repetitions++;
        }
        if (filled == 0) {
            return;
        }
        if (lastValues == 0) {
            filledMembers++;
        } else {
            valuesPerMember.remove(lastValues);
        }
        lastValues += filled;
        valuesPerMember.add(lastValues);
    }

    private boolean redefine(ProfileVariable now) {
        if (now.equals(definition) && !definitions.isEmpty()) {
            return false;
        }
        definition = now;
        if (strictest != Sensitivity.SENSITIVE && now.sensitivity() != Sensitivity.NOT_SENSITIVE) {
            strictest = now.sensitivity();
            protect();
        }
        return definitions.size() < MOST_DEFINITIONS && definitions.add(now);
    }

    private void protect() {
        if (options != null) {
            options.drop();
        }
        if (numbers != null) {
            numbers.drop();
        }
        options = null;
        numbers = null;
        times = null;
        oddDates = 0;
    }

    private boolean isProtected() {
        return strictest != Sensitivity.NOT_SENSITIVE;
    }

    private void addEffectiveDate(@Nullable Text date) {
        if (date != null && isOdd(UtcDateTime.parseMicros(date))) {
            oddEffectiveDates++;
        }
    }

    /** Whether it is no date-time, or one of another time than ours. */
    private static boolean isOdd(long micros) {
        return micros < FIRST_ORDINARY || micros >= AFTER_ORDINARY;
    }

    private void addValue(MemberCursor at, boolean isNewMember) {
        CurrentText text = scratch.text();
        text.read(at, Part.VALUE);
        switch (definition.dataType()) {
            case ENUM, SET -> addOption(at, text, isNewMember);
            case DOUBLE -> addNumber(text);
            case DATETIME -> addTime(Objects.requireNonNull(at.value(), "a value other than null has a text"), text);
            case STRING, IDENTIFIER, UNKNOWN -> addText(text);
        }
    }

    private void addOption(MemberCursor at, CurrentText label, boolean isNewMember) {
        CurrentText id = at.length(Part.VALUE_ID) > 0 ? scratch.id() : null;
        if (id != null) {
            id.read(at, Part.VALUE_ID);
        }
        long hash = id == null ? label.hash() : id.hash();
        boolean wasKnown = !isProtected() && options().add(id, label, hash, at.memberIndex(), isNewMember);
        if (!wasKnown) {
            distinct.add(hash);
        }
    }

    private OptionTally options() {
        if (options == null) {
            options = new OptionTally(room);
        }
        return options;
    }

    private void addNumber(CurrentText text) {
        distinct.add(text.hash());
        double number = NumberReader.read(text);
        if (Double.isNaN(number)) {
            unfitting++;
        } else if (!isProtected()) {
            if (numbers == null) {
                numbers = new NumberTally(room);
            }
            numbers.add(number);
        }
    }

    private void addTime(Text value, CurrentText text) {
        distinct.add(text.hash());
        long micros = UtcDateTime.parseMicros(value);
        if (micros == UtcDateTime.NOT_A_DATE_TIME) {
            unfitting++;
            return;
        }
        if (!isProtected()) {
            oddDates += isOdd(micros) ? 1 : 0;
            if (times == null) {
                times = new TimeTally();
            }
            times.add(micros);
        }
    }

    private void addText(CurrentText text) {
        distinct.add(text.hash());
        if (texts == null) {
            texts = new TextTally();
        }
        texts.add(scratch);
    }

    VariableProfile profile(int smallestGroup) {
        return new VariableProfile(
                definition(),
                members,
                filledMembers,
                values,
                nulls,
                distinct.result(),
                valuesPerMember.bins(),
                content(smallestGroup));
    }

    /** The last one, and as strict as any. */
    ProfileVariable definition() {
        return new ProfileVariable(
                definition.id(), definition.name(), definition.dataType(), definition.dataTypeName(), strictest);
    }

    private Content content(int smallestGroup) {
        DataType type = definition.dataType();
        if (isProtected() && type != DataType.STRING && type != DataType.IDENTIFIER && type != DataType.UNKNOWN) {
            return new Content.Withheld();
        }
        return switch (type) {
            case ENUM, SET ->
                options == null
                        ? new Content.Options(List.of(), 0, 0, true)
                        : options.result(smallestGroup, distinct.result().count());
            case DOUBLE -> (numbers == null ? new NumberTally(room) : numbers).result();
            case DATETIME -> (times == null ? new TimeTally() : times).result();
            case STRING, IDENTIFIER, UNKNOWN -> (texts == null ? new TextTally() : texts).result();
        };
    }

    void findings(Consumer<Finding> found) {
        find(found, Finding.Kind.DUPLICATE_VARIABLES, repetitions, null);
        find(found, Finding.Kind.CHANGED_DEFINITION, definitions.size() > 1 ? definitions.size() : 0, null);
        find(found, Finding.Kind.UNFITTING_VALUES, unfitting, null);
        find(found, Finding.Kind.ODD_DATES, oddDates, null);
        find(found, Finding.Kind.ODD_DATES, oddEffectiveDates, Finding.EFFECTIVE_DATE);
    }

    private void find(Consumer<Finding> found, Finding.Kind kind, long count, @Nullable String subject) {
        if (count > 0) {
            found.accept(new Finding(kind, definition.id(), count, subject));
        }
    }
}
