/**
 * The use case that erases single members from targets, each on its own. Start with {@link
 * io.memberport.export.erasure.MemberErasure}.
 */
@NullMarked
package io.memberport.export.erasure;

import org.jspecify.annotations.NullMarked;
