package io.memberport.sink.jdbc.failure;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The constraint that a failure is about, as far as a driver tells its name apart from values. */
final class ConstraintName {

    /** What MariaDB and MySQL say of foreign keys, and of nothing else. */
    private static final Pattern OF_MARIADB = Pattern.compile("CONSTRAINT `([^`]{1,64})` FOREIGN KEY");

    private ConstraintName() {}

    /** The end of a sentence that says what failed. */
    static String told(SQLException failed) {
        String name = of(failed);
        return name == null ? "." : ": the constraint " + name + ".";
    }

    private static @Nullable String of(SQLException failed) {
        if (failed.getClass().getName().startsWith("org.postgresql.")) {
            return Postgres.name(failed);
        }
        boolean isForeignKey = failed.getErrorCode() == 1451 || failed.getErrorCode() == 1452;
        Matcher said = OF_MARIADB.matcher(String.valueOf(failed.getMessage()));
        return isForeignKey && said.find() ? said.group(1) : null;
    }

    /** Apart, because a program may have no driver of PostgreSQL. */
    private static final class Postgres {

        private Postgres() {}

        static @Nullable String name(SQLException failed) {
            ServerErrorMessage message = failed instanceof PSQLException said ? said.getServerErrorMessage() : null;
            return message == null ? null : message.getConstraint();
        }
    }
}
