package io.memberport.sink.xlsx;

import static io.memberport.testing.file.Exports.member;
import static io.memberport.testing.file.Exports.option;
import static io.memberport.testing.file.Exports.values;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.testing.file.Exports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes as many options as a workbook lists, of a variable with a long name, to the workbook that its argument names. */
final class ManyOptionsProcess {

    static final String NAME = "long ".repeat(500);

    private static final int MEMBERS_PER_BLOCK = 100;

    private ManyOptionsProcess() {}

    public static void main(String[] arguments) {
        ProfileVariable variable = Exports.variable("v1", NAME, "enum");
        try (XlsxMemberSink sink = XlsxMemberSink.to(Path.of(arguments[0])).build();
                SinkRun run = sink.open(SinkContext.of(Exports.COMMUNITY).withVariables(List.of(variable)))) {
            for (int first = 0; first < OptionCounts.MOST_OPTIONS; first += MEMBERS_PER_BLOCK) {
                List<Member> members = new ArrayList<>();
                for (int i = first; i < first + MEMBERS_PER_BLOCK; i++) {
                    members.add(member("m" + i, values(variable, option("c" + i, "o" + i))));
                }
                run.write(MemberBlock.of(first, members, 0));
            }
            run.commit(Exports.metadata("b1"));
        }
    }
}
