package io.memberport.simulator;

/** What can be asked for. */
public enum Resource {
    /** {@code POST /oauth2/token}. */
    TOKEN,
    /** {@code POST …/batch}. */
    CREATE,
    /** {@code GET …/batch/{batchId}}. */
    STATUS,
    /** {@code GET …/files/{fileId}}. */
    FILE,
    /** The file behind the download link. */
    OBJECT,
    /** Anything else. */
    UNKNOWN
}
