/**
 * What an export consists of, in the API's own terms: the batch, its members, their profile variables and values. Start
 * with {@link io.memberport.model.Member}.
 *
 * <p>Everything here but {@link io.memberport.model.MemberCursor} and {@link io.memberport.model.MemberBlockBuilder} is immutable
 * and safe to share between threads, and no {@code toString()} shows member data.
 */
@NullMarked
package io.memberport.model;

import org.jspecify.annotations.NullMarked;
