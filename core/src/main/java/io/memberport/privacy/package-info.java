/**
 * What of an export a target may see. A {@link io.memberport.privacy.PrivacyPolicy} says for each variable whether its values
 * are kept, hashed, masked or dropped, and a transfer applies it between decoding and the sink: what the policy
 * takes away never reaches a sink, whatever the sink does with what it gets.
 */
@NullMarked
package io.memberport.privacy;

import org.jspecify.annotations.NullMarked;
