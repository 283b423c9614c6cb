package io.memberport.sink.jdbc.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.AnsiStatements;
import io.memberport.sink.jdbc.load.VariableOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenOptionsTest {

    private final SeenOptions seen = new SeenOptions(new AnsiStatements().dialect());

    private void see(String variable, String id, String label) {
        seen.see(List.of(new VariableOption(new VariableOption.Key(variable, Text.of(id)), Text.of(label))));
    }

    private List<String> labels() {
        return seen.byKey().values().stream()
                .map(option -> option.label() == null ? "" : option.label().asString())
                .sorted()
                .toList();
    }

    @Test
    void keepsTheFirstOptionsAndTheirLastLabelsWhenThereAreTooMany() {
        int size = SeenOptions.ENTRY_BYTES + 11 + 11;
        int most = SeenOptions.MOST_BYTES / size;
        for (int i = 0; i <= most; i++) {
            assertFalse(seen.leavesSomeOut());
            see("v-" + i % 10, "o-%09d".formatted(i), "l-%09d".formatted(i));
        }

        assertTrue(seen.leavesSomeOut());
        see("v-0", "o-000000000", "l-x");
        assertEquals(most, seen.byKey().size());
        assertTrue(labels().contains("l-x"));
        assertFalse(labels().contains("l-%09d".formatted(most)));
    }

    @Test
    void keepsLabelsWithinABound() {
        String large = "x".repeat(SeenOptions.MOST_BYTES / 2);
        see("v", "o-1", large);
        see("v", "o-1", large + "!");
        see("v", "o-2", "small");
        assertFalse(seen.leavesSomeOut());

        see("v", "o-2", large);
        see("v", "o-3", large);

        assertTrue(seen.leavesSomeOut());
        assertEquals(List.of("small", large + "!"), labels());
    }

    @Test
    void keepsALabelThatALaterValueLacks() {
        see("v", "o", "Chess");

        seen.see(List.of(new VariableOption(new VariableOption.Key("v", Text.of("o")), null)));

        assertEquals(List.of("Chess"), labels());
    }

    @Test
    void leavesOutIdsThatAreNoKeys() {
        see("v", "o", "kept");
        see("v ", "o", "of a variable whose id ends in a blank");
        see("v", "o ", "ends in a blank");
        see("v", "o".repeat(256), "too long");

        assertEquals(List.of("kept"), labels());
        assertTrue(seen.leavesSomeOut());
    }
}
