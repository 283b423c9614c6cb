package io.memberport.sink.jdbc.layout;

import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.OptionFinder;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import java.util.List;

/** Writes the rows of one member after the other. What is refused tells which member it is about. */
abstract class MemberLayout implements BlockLayout {

    final TargetValues values;
    final OptionFinder options = new OptionFinder();

    MemberLayout(TargetValues values) {
        this.values = values;
    }

    @Override
    public final void write(MemberBlock block, BlockSurvey survey, List<? extends RowWriter> tables)
            throws SQLException {
        start(survey, tables);
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            try {
                write(at, tables);
            } catch (MemberportException refused) {
                throw refused.atMember(at.memberIndex(), at.byteOffset());
            }
        }
    }

    /** The members that follow are those of a block that was just surveyed. */
    void start(BlockSurvey survey, List<? extends RowWriter> tables) {}

    /**
     * Writes all rows of a member.
     *
     * @param at stands at the member, before its first variable
     */
    abstract void write(MemberCursor at, List<? extends RowWriter> tables) throws SQLException;
}
