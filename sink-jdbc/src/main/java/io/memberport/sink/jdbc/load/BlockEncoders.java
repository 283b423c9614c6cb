package io.memberport.sink.jdbc.load;

import io.memberport.model.MemberBlock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What encodes blocks, on any thread, and is used again for later blocks. */
public final class BlockEncoders {

    private static final int MOST_IDLE = 8;

    private final int tables;
    private final Supplier<BlockLayout> layouts;
    private final IntFunction<? extends EncodedRows> rows;
    private final long mostKeptBytes;
    private final BlockingDeque<Encoded> idle = new LinkedBlockingDeque<>(MOST_IDLE);

    /**
     * @param tables how many there are
     * @param rows makes the rows of the table at an index
     * @param mostKeptBytes how much a table's rows of a block may have taken to be used again
     */
    public BlockEncoders(
            int tables, Supplier<BlockLayout> layouts, IntFunction<? extends EncodedRows> rows, long mostKeptBytes) {
        this.tables = tables;
        this.layouts = layouts;
        this.rows = rows;
        this.mostKeptBytes = mostKeptBytes;
    }

    /** A block's rows for all tables, and what made them. */
    public final class Encoded implements BulkLoad.EncodedBlock {

        private final BlockLayout layout = layouts.get();
        private final List<EncodedRows> ofTables = new ArrayList<>();
        private BlockSurvey survey = new BlockSurvey(List.of(), List.of(), List.of());

        private Encoded() {
            for (int i = 0; i < tables; i++) {
                ofTables.add(rows.apply(i));
            }
        }

        private void encode(MemberBlock block) throws SQLException {
            survey = layout.survey(block);
            for (int i = 0; i < tables; i++) {
                ofTables.get(i).start(survey.columnCounts().get(i));
            }
            layout.write(block, survey, ofTables);
        }

        @Override
        public BlockSurvey survey() {
            return survey;
        }

        public EncodedRows of(int table) {
            return ofTables.get(table);
        }

        /** Its rows are sent. It is used again unless it holds more memory than ordinary blocks need. */
        public void release() {
            if (ofTables.stream().allMatch(table -> table.bytes().capacity() <= mostKeptBytes)) {
                idle.offerFirst(this);
            }
        }
    }

    public Encoded encode(MemberBlock block) throws SQLException {
        Encoded encoded = idle.pollFirst();
        if (encoded == null) {
            encoded = new Encoded();
        }
        encoded.encode(block);
        return encoded;
    }
}
