package io.memberport.file;

import java.io.Serial;
import java.io.Serializable;

/**
 * A part of an export file, as {@link SplittableExport#split} cuts it: the members that begin in it, and of the first and the last part
 * also what stands before or behind the members.
 *
 * @param from the byte of the uncompressed JSON with which the part begins, from 0
 * @param to the byte with which the next part begins; of the last part, the length of the file
 * @param fileBytes the length of the file
 */
public record ExportSplit(long from, long to, long fileBytes) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the bytes are not in their order
     */
    public ExportSplit {
        if (from < 0 || to <= from || fileBytes < to) {
            throw new IllegalArgumentException("bytes " + from + " to " + to + " of " + fileBytes);
        }
    }

    public boolean isFirst() {
        return from == 0;
    }

    public boolean isLast() {
        return to == fileBytes;
    }

    /** The length of the part in bytes. */
    public long length() {
        return to - from;
    }
}
