package io.memberport.sink.jdbc;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import java.sql.SQLException;
import java.util.List;

/** A row per member, with its JSON as it was sent. */
final class DocumentRows implements BlockLayout {

    private static final int COLUMNS = 3;

    @Override
    public BlockSurvey survey(MemberBlock block) {
        return new BlockSurvey(List.of(), List.of(COLUMNS));
    }

    @Override
    public void write(MemberBlock block, BlockSurvey survey, List<? extends RowWriter> tables) throws SQLException {
        RowWriter out = tables.get(0);
        long number = block.firstMemberIndex();
        for (Member member : block.members()) {
            out.bigint(number++);
            out.text(MemberVariables.checkedId(member.id(), "member"));
            out.json(member.json());
            out.endRow();
        }
    }
}
