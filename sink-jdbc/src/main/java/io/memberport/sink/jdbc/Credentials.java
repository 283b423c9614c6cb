package io.memberport.sink.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Who connects.
 *
 * @param user null to leave it to the driver
 * @param password null for none
 */
record Credentials(@Nullable String user, @Nullable String password) {

    static final Credentials NONE = new Credentials(null, null);

    /** Neither of them. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
