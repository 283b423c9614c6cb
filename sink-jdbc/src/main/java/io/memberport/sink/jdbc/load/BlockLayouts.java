package io.memberport.sink.jdbc.load;

/** Makes layouts, one for each thread that encodes. Safe for use by several threads. */
@FunctionalInterface
public interface BlockLayouts {

    BlockLayout create();
}
