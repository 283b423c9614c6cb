package io.memberport.privacy;

import io.memberport.model.PrivacyAction;
import io.memberport.model.Text;
import org.jspecify.annotations.Nullable;

/** What stands in the place of texts that must not be seen. Used by one thread. */
final class HashedTexts {

    private final PrivacyPolicy policy;
    private @Nullable Hasher hasher;

    HashedTexts(PrivacyPolicy policy) {
        this.policy = policy;
    }

    Text memberId(Text id) {
        return policy.hashesMemberIds() ? hash(id) : id;
    }

    /**
     * What stands in the place of a value.
     *
     * @param action one of hash and mask
     */
    Text replace(PrivacyAction action, Text text) {
        return action == PrivacyAction.HASH ? hash(text) : policy.mask();
    }

    private Text hash(Text text) {
        if (hasher == null) {
            hasher = new Hasher(policy.requireKey());
        }
        return hasher.hash(text);
    }
}
