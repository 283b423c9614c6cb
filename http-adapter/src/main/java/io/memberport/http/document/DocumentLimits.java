package io.memberport.http.document;

/**
 * How much of a document may have to be held in memory at once. Generous for every export the vendor is known to make;
 * there so that a file gone wrong is an error and not an exhausted heap.
 *
 * @param memberBytes longest JSON of one member
 * @param nesting deepest nesting of arrays and objects
 * @param headerFieldBytes longest string outside {@code members}
 */
record DocumentLimits(int memberBytes, int nesting, int headerFieldBytes) {

    static final DocumentLimits DEFAULT = new DocumentLimits(8 << 20, 64, 1 << 20);
}
