package io.memberport.profile.tally;

import static io.memberport.profile.tally.TestExport.option;
import static io.memberport.profile.tally.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.profile.Content;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An option is named only if three different members have it, however often the file has them. */
class RepeatedMembersTest {

    private static List<String> named(VariableProfile variable) {
        Content.Options options = (Content.Options) variable.content();
        return options.options().stream().map(Content.Option::label).toList();
    }

    private static void repeat(TestExport export, int times, String member, String variable) {
        IntStream.range(0, times).forEach(i -> export.member(member, variable));
    }

    @Test
    void makeNoOptionOneOfManyMembers() {
        TestExport export = new TestExport();
        repeat(export, 4, "same", variable("enum", "enum", option("o-1", "Rare")));
        repeat(export, 4, "another", variable("enum", "enum", option("o-2", "Rarer")));
        export.members(6, variable("enum", "enum", option("o-3", "Common")));

        // With the two that are not named goes the third, for fewer than three members have them.
        assertEquals(List.of(), named(export.onlyVariable()));
    }

    @Test
    void leaveOptionsNamedThatEnoughOthersHave() {
        TestExport export = new TestExport();
        repeat(export, 40, "same", variable("enum", "enum", option("o-1", "First")));
        export.members(2, variable("enum", "enum", option("o-1", "First")))
                .members(3, variable("enum", "enum", option("o-2", "Second")));

        VariableProfile variable = export.onlyVariable();

        assertEquals(List.of("First", "Second"), named(variable));
        assertEquals(42, ((Content.Options) variable.content()).options().get(0).members());
    }

    @Test
    void makeNoLabelOneOfManyMembers() {
        TestExport export = new TestExport();
        export.members(3, variable("enum", "enum", option("o-1", "Shared")));
        repeat(export, 20, "same", variable("enum", "enum", option("o-1", "Own words")));

        assertEquals(List.of("Shared"), named(export.onlyVariable()));
    }

    @Test
    void areNamedIfEveryOptionIsToBe() {
        VariableProfile variable = new TestExport()
                .member("same")
                .member("same", variable("enum", "enum", option("o-1", "Rare")))
                .profile(1)
                .variables()
                .get(0);

        assertEquals(List.of("Rare"), named(variable));
    }

    /** So many members that only some repetitions are seen, and those of this one are not. */
    @Test
    void areNotTakenForMembersInALargeExport() {
        TestExport export = new TestExport();
        export.member("member 2").members(Finding.MEMBERS_TOLD_APART + 10_000);
        repeat(export, 10, "member 2", variable("enum", "enum", option("o-1", "Own option")));
        repeat(export, 10, "late", variable("enum", "enum", option("o-2", "Late option")));
        export.members(30, variable("enum", "enum", option("o-3", "Common")))
                .members(20, variable("enum", "enum", option("o-4", "Less common")));

        VariableProfile variable = export.onlyVariable();

        // With the two that are not named goes the least of the others, for fewer than three members have them.
        assertEquals(List.of("Common"), named(variable));
        Content.Options options = (Content.Options) variable.content();
        assertEquals(3, options.otherOptions());
        assertEquals(40, options.otherMembers());
    }
}
