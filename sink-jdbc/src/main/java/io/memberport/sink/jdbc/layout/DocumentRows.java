package io.memberport.sink.jdbc.layout;

import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import java.util.List;

/** A row per member, with its JSON as it was sent. */
final class DocumentRows extends MemberLayout {

    private static final int COLUMNS = 3;

    DocumentRows(TargetValues values) {
        super(values);
    }

    @Override
    public BlockSurvey survey(MemberBlock block) {
        return new BlockSurvey(List.of(), List.of(COLUMNS));
    }

    @Override
    void write(long index, Member member, List<? extends RowWriter> tables) throws SQLException {
        RowWriter out = tables.get(0);
        out.bigint(index);
        out.text(values.id(member.id(), "member"));
        out.json(member.json());
        out.endRow();
    }
}
