package io.memberport.sequence;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A real target. */
interface Target extends AutoCloseable {

    /** As {@code --to} has it. */
    String url();

    /** Options as {@code --option} has them. */
    List<String> options();

    /** Credentials. */
    Map<String, String> environment();

    /** What a reader finds, by the guides. */
    SortedMap<String, Object> read() throws Exception;

    @Override
    void close();
}
