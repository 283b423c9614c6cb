package io.memberport.simulator;

/** Which header of the file resource's answer carries the download link. */
public enum RedirectHeader {
    /** HTTP's name. */
    LOCATION,
    /** The name on the vendor's page. */
    LOCATIONS,
    /** Both, with the same link. */
    BOTH,
    /** Both, with links that differ, which a client must not follow. */
    CONFLICTING
}
