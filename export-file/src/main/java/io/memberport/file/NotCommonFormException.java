package io.memberport.file;

/**
 * Says that a member is not written in the common form that {@link MemberScanner} reads, be it malformed or merely
 * unusual, so that {@link MemberParser} has to judge. Carries nothing, not even where it was thrown, so it costs little.
 */
final class NotCommonFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotCommonFormException() {
        super(null, null, false, false);
    }
}
