package io.memberport.model;

import org.jspecify.annotations.Nullable;

/**
 * What a commit did to the members of a target, as far as the target finds that out.
 *
 * @param added members of the export that the target did not hold; null if it does not know
 * @param changed members of an export of changes that the target held; null if it does not know, and for a full export, which does
 *     not say who has changed
 * @param departed members that the target held, that a full export does not have, and that the commit therefore has marked or
 *     deleted; null if the target does not look for them
 */
public record MemberChanges(
        @Nullable Long added,
        @Nullable Long changed,
        @Nullable Long departed) {

    /** The target knows nothing of it. */
    public static final MemberChanges UNKNOWN = new MemberChanges(null, null, null);
}
