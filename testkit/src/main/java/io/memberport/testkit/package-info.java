/**
 * The contract that every sink must meet, as JUnit tests that a sink's own test inherits. Start with {@link
 * io.memberport.testkit.MemberSinkContract}; {@code io.memberport.testkit.fixture} is what it asks for. {@link
 * io.memberport.testkit.TestExport} makes exports in memory for tests of your own.
 */
@NullMarked
package io.memberport.testkit;

import org.jspecify.annotations.NullMarked;
