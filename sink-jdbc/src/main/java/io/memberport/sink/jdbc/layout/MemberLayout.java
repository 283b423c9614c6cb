package io.memberport.sink.jdbc.layout;

import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import java.util.List;

/** Writes the rows of one member after the other. What is refused tells which member it is about. */
abstract class MemberLayout implements BlockLayout {

    final TargetValues values;

    MemberLayout(TargetValues values) {
        this.values = values;
    }

    @Override
    public final void write(MemberBlock block, BlockSurvey survey, List<? extends RowWriter> tables)
            throws SQLException {
        start(survey, tables);
        long index = block.firstMemberIndex();
        for (Member member : block.members()) {
            try {
                write(index, member, tables);
            } catch (MemberportException refused) {
                throw refused.atMember(index, member.byteOffset());
            }
            index++;
        }
    }

    /** The members that follow are those of a block that was just surveyed. */
    void start(BlockSurvey survey, List<? extends RowWriter> tables) {}

    /** Writes all rows of a member. */
    abstract void write(long index, Member member, List<? extends RowWriter> tables) throws SQLException;
}
