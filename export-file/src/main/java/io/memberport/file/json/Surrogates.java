package io.memberport.file.json;

/** Finds halves of characters: JSON can spell one as an escape, but UTF-8 cannot carry it. */
public final class Surrogates {

    /** What is wrong with a text that has one. */
    public static final String UNPAIRED = "an escape stands for half a character (an unpaired surrogate)";

    private Surrogates() {}

    /** Whether a text has a surrogate without its other half. */
    public static boolean hasUnpaired(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
