package io.memberport.spark;

import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One row per member, with its JSON as it was sent. */
final class JsonRows implements Rows {

    static final StructType COLUMNS =
            new StructType().add("member_id", DataTypes.StringType, false).add("document", DataTypes.StringType, false);

    private static final int MEMBER_ID = 0;
    private static final int DOCUMENT = 1;

    private final RowCells cells;
    private final RowFilter filter;
    private @Nullable MemberCursor at;

    JsonRows(RowCells cells, RowFilter filter) {
        this.cells = cells;
        this.filter = filter;
    }

    @Override
    public void start(MemberBlock block) {
        at = block.cursor();
    }

    @Override
    public boolean next() {
        MemberCursor cursor = Objects.requireNonNull(at);
        while (cursor.nextMember()) {
            if (filter.acceptsMember(cursor.memberId())) {
                cells.text(MEMBER_ID, cursor.memberId());
                if (cells.isWanted(DOCUMENT)) {
                    cells.text(DOCUMENT, cursor.json());
                }
                return true;
            }
        }
        return false;
    }
}
