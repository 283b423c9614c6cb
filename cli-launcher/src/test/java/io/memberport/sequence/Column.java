package io.memberport.sequence;

/** The name that a target has given to a variable's column. A reader finds it; the model does not foretell it. */
record Column(String name) {}
