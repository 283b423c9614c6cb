/**
 * The one family of exceptions. Start with {@link io.memberport.error.MemberportException}; what an exception means is
 * its {@link io.memberport.error.FailureKind}.
 */
@NullMarked
package io.memberport.error;

import org.jspecify.annotations.NullMarked;
