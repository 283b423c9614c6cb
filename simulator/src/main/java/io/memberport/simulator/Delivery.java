package io.memberport.simulator;

/** How the file resource hands over the file. */
public enum Delivery {
    /** By an absolute link to the object store, which is another origin. */
    REDIRECT,
    /** By a relative link, which leads to the API's own origin. */
    RELATIVE_REDIRECT,
    /** By the file itself. */
    DIRECT
}
