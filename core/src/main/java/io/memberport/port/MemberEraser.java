package io.memberport.port;

import io.memberport.error.MemberportException;

/**
 * Removes single members from what a target holds. A sink {@linkplain MemberSink#eraser() offers} one if it can keep these
 * promises:
 *
 * <ul>
 *   <li>All or nothing: until {@link #erase} has succeeded, readers of the target see all it held before; afterwards, and in
 *       everything of the target that the sink can reach, no trace of the members is left: rows, documents, statistics, and what a
 *       replaced export still shows.
 *   <li>All that the target holds of other members stays as it is: byte for byte in a file of text, value for value elsewhere.
 *   <li>{@link MemberSink#lastCommit}, {@link MemberSink#hasCommitted} and {@link MemberSink#newestExportDate} answer as
 *       before, so that the next incremental export starts where it would have. If a later export has one of the members, it
 *       brings them back: they are erased at Alida first.
 *   <li>One at a time with runs: the same lock keeps both apart. If a run is in progress, the failure is of kind {@link
 *       io.memberport.error.FailureKind#TARGET_BUSY}; a sink whose runs take over from each other takes over here, too.
 *   <li>If the process is killed at any point, the next call completes or repeats the work; no run in between makes something
 *       visible that was erased.
 *   <li>No id is in a message, a log or the receipt.
 * </ul>
 *
 * <p>Ids come in each form in which the target may hold them: if a policy for personal data hashes ids, hashed, too. Two ids are the same if
 * their UTF-8 is, byte for byte: letters in upper and lower case are different. All ids are in memory, and {@link
 * io.memberport.export.erasure.MemberErasure} says how many at most. The methods are called by one thread at a time, like those of the sink,
 * and report failure as they do. Nothing stays open when they return.
 */
public interface MemberEraser {

    /**
     * Erases. An id that the target does not hold is fine; if it holds none of them, it is left as it is.
     *
     * @param community the community's API key name; the data of others stays
     * @param members at least one
     * @return what was removed; {@link ErasureReceipt#ofNoExport()} if the target holds no export of the community
     * @throws MemberportException if the target could not be changed, or holds data of which the sink cannot tell whose it is; with
     *     what to do about it
     */
    ErasureReceipt erase(String community, MembersToErase members);

    /**
     * Finds out what {@link #erase} would remove, and changes nothing. Need not keep runs away.
     *
     * @return what it would return
     * @throws MemberportException as it would, as far as this can be known
     */
    ErasureReceipt count(String community, MembersToErase members);
}
