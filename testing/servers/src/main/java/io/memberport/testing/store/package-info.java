/**
 * Object storage for tests: a real server of S3's protocol, and what can go wrong on the way to it. Start with {@link
 * io.memberport.testing.store.ObjectStore}; faults are in {@link io.memberport.testing.store.FaultyRoute}.
 */
@NullMarked
package io.memberport.testing.store;

import org.jspecify.annotations.NullMarked;
