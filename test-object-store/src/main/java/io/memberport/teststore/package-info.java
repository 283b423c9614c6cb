/**
 * Object storage for tests: a real server of S3's protocol, and what can go wrong on the way to it. Start with {@link
 * io.memberport.teststore.ObjectStore}; faults are in {@link io.memberport.teststore.FaultyRoute}.
 */
@NullMarked
package io.memberport.teststore;

import org.jspecify.annotations.NullMarked;
