/** The use case that erases single members from targets. Start with {@link io.memberport.export.erasure.MemberErasure}. */
@NullMarked
package io.memberport.export.erasure;

import org.jspecify.annotations.NullMarked;
