/**
 * What every sink promises, as tests that a sink inherits by saying how its target is made, read and broken. Start with
 * {@link io.memberport.testkit.MemberSinkContract}.
 */
@NullMarked
package io.memberport.testkit;

import org.jspecify.annotations.NullMarked;
