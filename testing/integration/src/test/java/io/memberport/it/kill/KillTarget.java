package io.memberport.it.kill;

import java.util.List;

/**
 * The target that runs write and kills disturb, as its readers know it. To be implemented by the author of a sink, and by
 * other means than the sink's own, or it sees only what the sink believes.
 *
 * <p>All methods are called by the thread that runs the harness, none while a run is under way. What they throw ends the
 * harness.
 */
public interface KillTarget {

    /**
     * Puts the target into a state in which no run has been disturbed: what it holds is what {@code start} says, and all
     * that earlier runs may have left is gone.
     */
    void prepare(InitialContent start) throws Exception;

    /**
     * What a reader sees, put into words: a digest of the data and what of its metadata matters. Equal for equal
     * content, hence without anything that changes from run to run, such as times of writing; short enough for a failure
     * message, which quotes it.
     */
    String read() throws Exception;

    /**
     * What is there that belongs to a run under way only, and should be gone after it: temporary files, locks, staging
     * tables, unfinished uploads. Names, one each.
     *
     * @return empty if all is clean
     */
    List<String> leftovers() throws Exception;
}
