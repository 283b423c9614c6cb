package io.memberport.encoding.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cells hold a value, and which are null because the member has none, or none that fits. */
class WideCellsTest {

    /** The target holds {@code 1} as a number, {@code now} as a time. */
    @ParameterizedTest
    @CsvSource({
        "double, NUMBER, 1,       1",
        "double, NUMBER, many,    null",
        "double, NUMBER, 1+1,     null",
        "double, NUMBER, null,    nothing",
        "double, NUMBER, ,        nothing",
        "double, TEXT,   many,    many",
        "double, TEXT,   null,    nothing",
        "datetime, TIME, now,     now",
        "datetime, TIME, 1,       null",
        "datetime, TIME, now+now, null",
        "string, TEXT,   1,       1",
        "string, TEXT,   a+b,     '[\"a\",\"b\"]'",
        "set,    LIST,   1,       [1]",
        "set,    LIST,   null,    [1]",
        "set,    LIST,   ,        nothing",
        "set,    TEXT,   null,    [null]"
    })
    void clearsACellIfAndOnlyIfItIsNull(String type, ColumnKind kind, @Nullable String values, String cell) {
        MemberCursor at = cursor(type, values);
        InvalidValuePolicy policy = new InvalidValuePolicy(true, "the target", "another");
        Recorded target = new Recorded();
        WideCells<RuntimeException> cells = new WideCells<>(policy, target);

        boolean clears = cells.clears(at, kind);
        assertEquals(List.of(), target.written, "what was written before the cell");
        assertEquals(0, policy.adjustments().replaced(), "what was replaced before the cell");
        cells.write(at, at.variableIndex(), kind);

        String written = cell.equals("nothing") ? "null" : cell;
        assertEquals(List.of(written), target.written);
        assertEquals(written.equals("null"), clears);
        assertEquals(cell.equals("null") ? 1 : 0, policy.adjustments().replaced());
    }

    @ParameterizedTest
    @CsvSource({"double, NUMBER, many", "double, NUMBER, 1+1", "datetime, TIME, 1", "datetime, TIME, now+now"})
    void asksForNoFitIfNothingIsReplaced(String type, ColumnKind kind, String values) {
        InvalidValuePolicy policy = new InvalidValuePolicy(false, "the target", "another");
        Recorded target = new Recorded();
        WideCells<RuntimeException> cells = new WideCells<>(policy, target);

        MemberCursor at = cursor(type, values);

        assertEquals(false, cells.clears(at, kind));
        assertEquals(0, target.asked);
        assertThrows(MemberportException.class, () -> cells.write(at, at.variableIndex(), kind));
    }

    @Test
    void writesNothingWhereNothingIsSaid() {
        Recorded target = new Recorded();
        WideCells<RuntimeException> cells =
                new WideCells<>(new InvalidValuePolicy(false, "the target", "another"), target);

        cells.write(cursor("double", "1"), WideCells.ABSENT, ColumnKind.NUMBER);

        assertEquals(List.of("null"), target.written);
    }

    /** Stands at a member's only variable. */
    private static MemberCursor cursor(String type, @Nullable String values) {
        List<Value> parsed = values == null
                ? List.of()
                : Arrays.stream(values.split("\\+", -1))
                        .map(WideCellsTest::value)
                        .toList();
        ProfileVariable variable = ProfileVariable.of("v", "V", type, Sensitivity.UNSTATED);
        List<VariableValues> entries = List.of(new VariableValues(variable, parsed, null));
        MemberCursor at = MemberBlock.of(0, List.of(new Member(Text.of("m"), entries, Text.of("{}"))), 0)
                .cursor();
        assertTrue(at.nextMember() && at.nextVariable());
        return at;
    }

    private static Value value(String text) {
        return text.equals("null")
                ? new Value(Value.Kind.NULL, null, null)
                : new Value(Value.Kind.STRING, Text.of(text), null);
    }

    private static final class Recorded implements WideCells.Target<RuntimeException> {

        private final List<String> written = new ArrayList<>();
        private int asked;

        @Override
        public void nothing() {
            written.add("null");
        }

        @Override
        public void text(Text text) {
            written.add(text.asString());
        }

        @Override
        public boolean number(Text digits) {
            return typed(digits, "1");
        }

        @Override
        public boolean time(Text dateTime) {
            return typed(dateTime, "now");
        }

        private boolean typed(Text text, String held) {
            boolean holds = text.asString().equals(held);
            written.add(holds ? held : "null");
            return holds;
        }

        @Override
        public void list(MemberCursor at) {
            int labels = 0;
            while (at.nextValue()) {
                labels++;
            }
            written.add("[" + labels + "]");
        }

        @Override
        public boolean holdsNumber(Text digits) {
            asked++;
            return digits.equals(Text.of("1"));
        }

        @Override
        public boolean holdsTime(Text dateTime) {
            asked++;
            return dateTime.equals(Text.of("now"));
        }
    }
}
