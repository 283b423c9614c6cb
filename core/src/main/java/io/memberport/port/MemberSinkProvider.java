package io.memberport.port;

import io.memberport.error.MemberportException;
import java.util.List;
import java.util.Map;

/**
 * Makes sinks of one kind from a target and options. Found by {@link java.util.ServiceLoader}, so an implementation is
 * public and has a public constructor without parameters.
 */
public interface MemberSinkProvider {

    /** What targets of this kind start with, before the colon; also the prefix of its options. Lower case. */
    String scheme();

    /** One line that says what the sink writes. */
    String summary();

    /** How a target looks, for help texts, {@code csv:PATH} for example; any text after the scheme if not overridden. */
    default String targetSyntax() {
        return scheme() + ":TARGET";
    }

    /**
     * Whether a target without this provider's scheme is still meant for it, a path with a known ending for example.
     */
    default boolean recognises(String target) {
        return false;
    }

    /** All options there are, in the order in which they should be listed; none if not overridden. */
    default List<SinkOption> options() {
        return List.of();
    }

    /**
     * How many variables can have a column of their own in a row, in each of the programs that sinks of this kind write rows for; a
     * program can have room for fewer if their values are long. So a reader of an export can tell where it fits before it is written.
     *
     * @return the most variables by the program's name for people; empty if there is no limit, or no such row
     */
    default Map<String, Integer> columnLimits() {
        return Map.of();
    }

    /**
     * Makes a sink, without touching the target yet.
     *
     * @param target as the user wrote it, scheme included if they wrote one
     * @param options values for some or all of {@link #options()}
     * @return a sink, which the caller closes
     * @throws MemberportException of kind {@link io.memberport.error.FailureKind#CONFIGURATION} if target or options
     *     make no sense, with a message that says what would
     */
    MemberSink create(String target, SinkOptions options);
}
