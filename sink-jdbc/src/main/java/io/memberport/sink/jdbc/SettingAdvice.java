package io.memberport.sink.jdbc;

import java.sql.SQLException;

/** What to do about failures that a setting of a server, or what stands before it, is behind. */
final class SettingAdvice {

    private SettingAdvice() {}

    /** A sentence; empty if it is none of them. */
    static String of(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        String said = String.valueOf(failed.getMessage());
        if (said.contains("session_track_system_variables") && said.contains("NULL")) {
            return "The server's sql_mode has EMPTY_STRING_IS_NULL, with which MariaDB's driver cannot connect. Take it out"
                    + " of the server's sql_mode, or out of init_connect.";
        }
        if (said.contains("max_allowed_packet")) {
            return "Set the server's max_allowed_packet to 16777216 (16 MiB) or more.";
        }
        return switch (state) {
            case "53400" ->
                "A limit that is set for this user was exceeded, temp_file_limit for example. Raise it with ALTER"
                        + " ROLE … SET temp_file_limit.";
            case "26000", "42P05" -> Pooler.ADVICE;
            default -> "";
        };
    }
}
