package io.memberport.sink.s3.format;

import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import java.util.Collection;

/**
 * Writes the data files of one export, one after the other: the next one begins where the one before is long enough. Used by
 * one thread, but for {@link #prepare}.
 */
public interface ExportFiles extends AutoCloseable {

    /** A block that is ready. */
    @FunctionalInterface
    interface Prepared {

        /**
         * Appends it, once.
         *
         * @param variables gets the definitions in it, as {@link BlockVariables} finds them; none if the sink was told of all
         *     before the first block
         * @return the number of rows
         */
        long append(Collection<ProfileVariable> variables);
    }

    /** Does what can be done before it is a block's turn; may be called from any thread. */
    Prepared prepare(MemberBlock block);

    /** Ends the last file, if there is one. */
    void finish();

    /** How many values the files do not hold exactly as they were sent. */
    ValueAdjustments adjustments();

    /** Frees what is held, and leaves uploads as they are. No call of another method is in progress. */
    @Override
    void close();
}
