package io.memberport.sequence;

import java.nio.file.Path;

/** A kind of target with the options that stay the same over a sequence. */
interface Destination {

    /** A model of an empty one. */
    Model model();

    /**
     * Makes an empty one.
     *
     * @param directory for those that are files; empty, and the target's alone
     */
    Target open(Path directory);
}
