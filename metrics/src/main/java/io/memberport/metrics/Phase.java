package io.memberport.metrics;

/** What a run is doing. */
enum Phase {
    /** Until Alida has accepted the request for an export. */
    START,
    /** Until Alida has made the export. */
    WAIT,
    /** Bringing a private copy of the file, because a target has to read it twice. */
    DOWNLOAD,
    /** Reading that copy for its variables. */
    COLLECT,
    /** Reading the file, over the network if there is no copy of it, and writing to the targets. */
    WRITE,
    /** Waiting before the transfer of the file restarts. */
    PAUSE,
    COMMIT
}
