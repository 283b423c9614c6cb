package io.memberport.sequence;

/** A kind of target with the options that stay the same over a sequence. */
interface Destination extends TargetKind {

    /** A model of an empty one. */
    Model model();
}
