package io.memberport.sink.jdbc;

/** Makes layouts, one for each thread that encodes. Safe for use by several threads. */
@FunctionalInterface
interface BlockLayouts {

    BlockLayout create();
}
