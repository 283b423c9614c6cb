package io.memberport.sink.s3.store;

import org.jspecify.annotations.Nullable;

/** What must hold of the object that a write would make or replace. */
public record Precondition(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** There is none. */
    public static final Precondition ABSENT = new Precondition(null, "*");

    /** It is still the one with this tag. */
    static Precondition unchanged(String eTag) {
        return new Precondition(eTag, null);
    }

    /** As it was found: with this tag, or absent. */
    public static Precondition asFound(@Nullable String eTag) {
        return eTag == null ? ABSENT : unchanged(eTag);
    }
}
