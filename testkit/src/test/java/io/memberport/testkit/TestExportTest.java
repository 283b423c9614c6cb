package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestExportTest {

    static Stream<TestExport> exports() {
        TestExport everything = ContractExports.everything(true);
        return Stream.of(
                everything,
                everything.inBlocksOf(7),
                everything.inBlocksOf(10_000),
                ContractExports.repeating(),
                ContractExports.large(),
                ContractExports.empty());
    }

    /** So the contract means the same for a sink that walks blocks and for one that takes members as objects. */
    @ParameterizedTest
    @MethodSource("exports")
    void givesSinksTheSameByCursorAndByObjects(TestExport export) {
        List<Member> walked = new ArrayList<>();
        List<Member> objects = new ArrayList<>();
        for (MemberBlock block : export.blocks()) {
            assertEquals(walked.size(), block.firstMemberIndex());
            MemberCursor at = block.cursor();
            while (at.nextMember()) {
                walked.add(new Member(at.memberId(), variables(at), at.json(), at.byteOffset()));
            }
            objects.addAll(block.members());
        }

        assertEquals(export.members(), walked);
        assertEquals(export.members(), objects);
    }

    private static List<VariableValues> variables(MemberCursor at) {
        List<VariableValues> variables = new ArrayList<>();
        while (at.nextVariable()) {
            List<Value> values = new ArrayList<>();
            while (at.nextValue()) {
                values.add(new Value(at.kind(), at.value(), at.valueId()));
            }
            variables.add(new VariableValues(at.variable(), values, at.effectiveDate()));
        }
        return variables;
    }
}
