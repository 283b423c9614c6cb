package io.memberport.sink.s3;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the data files of one export, one after the other: the next one begins where the one before is long enough. Used by
 * one thread, but for {@link #prepare}.
 */
interface ExportFiles extends AutoCloseable {

    /** A block that is ready to be appended, once. */
    interface Prepared {

        /**
         * Appends it.
         *
         * @return the number of rows
         */
        long append();

        /**
         * The definitions in it, as {@link BlockVariables} finds them; none if the sink was told of all before the first block.
         * Asked when it has been appended.
         */
        List<ProfileVariable> variables();

        /** Says that nobody asks it any more. */
        void release();
    }

    /**
     * Files in the format that is asked for.
     *
     * @param columns which variable has which column; null if the layout is another than wide
     */
    static ExportFiles of(FileSeries series, S3Settings settings, @Nullable TypedColumns columns) {
        return switch (settings.format()) {
            case JSONL, CSV -> new LineFiles(series, settings);
            case PARQUET -> new ParquetFiles(series, settings, columns);
        };
    }

    /** Does what can be done before it is a block's turn; may be called from any thread. */
    Prepared prepare(MemberBlock block);

    /** Ends the last file, if there is one. */
    void finish();

    /** How many values the files do not hold exactly as they were sent. */
    ValueAdjustments adjustments();

    /** Frees what is held, and leaves uploads as they are. No call of another method is under way. */
    @Override
    void close();
}
