package io.memberport.sequence;

import java.nio.file.Path;

/** A kind of target, of which a test can have as many as it wants. */
interface TargetKind {

    /**
     * Makes an empty one.
     *
     * @param directory for those that are files; empty, and the target's alone
     */
    Target open(Path directory);
}
