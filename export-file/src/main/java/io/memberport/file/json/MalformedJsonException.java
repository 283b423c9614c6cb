package io.memberport.file.json;

/** Says where bytes stop being JSON that is accepted, and why, in words that quote nothing. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long byteOffset;

    /**
     * A mistake.
     *
     * @param byteOffset of the first wrong byte in the document
     */
    MalformedJsonException(long byteOffset, String what) {
        super(what, null, false, false);
        this.byteOffset = byteOffset;
    }

    public long byteOffset() {
        return byteOffset;
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
