package io.memberport.sink.jdbc.load;

import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.testkit.TestExport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionFinderTest {

    private static final ProfileVariable SPORT = variable("v-1", "Sport", "set");
    private static final ProfileVariable RENAMED = variable("v-1", "Sports", "set");

    private static MemberBlock block(TestExport export) {
        return MemberBlock.of(0, export.members(), 0);
    }

    private static List<String> found(OptionFinder finder, TestExport export) {
        return finder.in(block(export)).stream().map(OptionFinderTest::shown).toList();
    }

    private static String shown(VariableOption option) {
        String label = option.label() == null ? "" : option.label().asString();
        return option.key().valueId().asString() + " " + label;
    }

    @Test
    void findsEachOptionOnceInEveryBlockWithItsLastLabel() {
        OptionFinder finder = new OptionFinder();
        TestExport export = TestExport.of("b")
                .member("m-1", values(SPORT, option("Chess", "o-1"), option("Sailing", "o-2")))
                .member("m-2", values(RENAMED, option("Draughts", "o-1")))
                .member("m-3", values(SPORT, option("Boats", "o-2"), option("Chess", "o-1")));

        assertEquals(List.of("o-1 Chess", "o-2 Boats"), found(finder, export));
        assertEquals(List.of("o-1 Chess", "o-2 Boats"), found(finder, export));
        assertEquals(
                List.of("o-2 Boats"),
                found(finder, TestExport.of("b").member("m-4", values(SPORT, option("Boats", "o-2")))));
    }

    @Test
    void losesNoneWhenItHasToForget() {
        OptionFinder finder = new OptionFinder();
        TestExport export = TestExport.of("b").member("m-0", values(SPORT, option("first", "o-0")));
        String filling = "x".repeat(50_000);
        for (int i = 1; i <= 30; i++) {
            export = export.member("m-" + i, values(SPORT, option(filling, "o-" + i)));
        }
        export = export.member("m-31", values(SPORT, option("last", "o-0")));

        List<VariableOption> found = finder.in(block(export));

        Map<Text, String> labels = new HashMap<>();
        found.forEach(option -> labels.put(option.key().valueId(), shown(option)));
        assertEquals(31, labels.size());
        assertEquals("o-0 last", labels.get(Text.of("o-0")));
        assertTrue(found.stream().map(OptionFinderTest::shown).anyMatch("o-0 first"::equals), "nothing was forgotten");
    }
}
