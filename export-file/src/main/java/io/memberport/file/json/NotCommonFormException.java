package io.memberport.file.json;

/**
 * Says that a member is not written in the common form that {@link JsonScanner} reads: it is malformed or merely
 * unusual, and a slower parser has to judge. Carries nothing, not even where it was thrown, so it costs little.
 */
public final class NotCommonFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotCommonFormException() {
        super(null, null, false, false);
    }
}
