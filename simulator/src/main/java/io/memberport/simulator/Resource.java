package io.memberport.simulator;

/** The resources of the API and of the object store. */
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
