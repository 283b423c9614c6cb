package io.memberport.sink.jdbc.load;

import io.memberport.model.MemberBlock;
import java.sql.SQLException;
import java.util.List;

/** Turns members into rows of the staging tables of one layout. Used by one thread at a time. */
public interface BlockLayout {

    BlockSurvey survey(MemberBlock block);

    /**
     * Writes all rows of a block that was just surveyed.
     *
     * @param tables one for each staging table, in the order of {@link Staging#place}
     */
    void write(MemberBlock block, BlockSurvey survey, List<? extends RowWriter> tables) throws SQLException;
}
