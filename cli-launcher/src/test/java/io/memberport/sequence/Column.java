package io.memberport.sequence;

/**
 * The name that a target has given to a variable's column. A reader finds it; the model does not foretell it.
 *
 * @param kind what the column holds; a variable whose type changes may get another column
 */
record Column(String name, String kind) {}
