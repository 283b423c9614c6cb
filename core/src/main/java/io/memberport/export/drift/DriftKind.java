package io.memberport.export.drift;

/** In which way a variable has changed. */
public enum DriftKind {
    /** The former commit did not have it. */
    NEW,
    /** The export does not have it any more, which only a full export can say, or privacy rules keep it back now. */
    GONE,
    /** It has another name. */
    RENAMED,
    /** It is of another data type. */
    RETYPED,
    /** The export says that it is sensitive, or no longer that it is not, so that it counts as sensitive. */
    SENSITIVE,
    /** The export says that it is not sensitive, or no longer that it is, although it still counts as sensitive then. */
    NOT_SENSITIVE
}
