package io.memberport.sink.jdbc.database;

import org.jspecify.annotations.Nullable;

/**
 * Who connects.
 *
 * @param user null to leave it to the driver
 * @param password null for none
 */
public record Credentials(@Nullable String user, @Nullable String password) {

    public static final Credentials NONE = new Credentials(null, null);

    /** Neither of them. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
