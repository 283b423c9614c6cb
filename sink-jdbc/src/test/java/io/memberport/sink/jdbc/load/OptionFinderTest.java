package io.memberport.sink.jdbc.load;

import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.testkit.TestExport;
import java.util.List;
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

    /** A label that only another block has is not taken from there: which blocks a finder sees is left to chance. */
    @Test
    void keepsTheLabelThatALaterValueOfTheBlockLacks() {
        OptionFinder finder = new OptionFinder();
        Value bare = new Value(Value.Kind.NULL, null, option("", "o-1").id());
        TestExport both = TestExport.of("b")
                .member("m-1", values(SPORT, option("Chess", "o-1")))
                .member("m-2", values(SPORT, bare));

        assertEquals(List.of("o-1 Chess"), found(finder, both));
        assertEquals(List.of("o-1 "), found(finder, TestExport.of("b").member("m-3", values(SPORT, bare))));
    }

    @Test
    void findsWhatItHadToForget() {
        OptionFinder finder = new OptionFinder();
        String filling = "x".repeat(600_000);
        TestExport first = TestExport.of("b").member("m-1", values(SPORT, option("Chess", "o-1")));
        TestExport large =
                TestExport.of("b").member("m-2", values(SPORT, option(filling, "o-2"), option(filling + "y", "o-2")));

        assertEquals(List.of("o-1 Chess"), found(finder, first));
        assertEquals(List.of("o-2 " + filling + "y"), found(finder, large));
        assertEquals(List.of("o-1 Chess"), found(finder, first));
    }
}
