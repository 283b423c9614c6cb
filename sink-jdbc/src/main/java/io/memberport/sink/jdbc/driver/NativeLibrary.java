package io.memberport.sink.jdbc.driver;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.sink.jdbc.failure.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The library for this machine that a driver has in its jar, and unpacks into a directory before it can load it.
 *
 * @param product what to call the database in messages
 * @param memoryUrl of a database that needs the library and no file
 * @param property which system property names the directory; {@value #TEMPORARY} if it is not set
 */
public record NativeLibrary(String product, String memoryUrl, String property) {

    public static final String TEMPORARY = "java.io.tmpdir";

    private static final String SQLITE_SAYS = "NativeLibraryNotFoundException";

    /** Something that loads the library if nothing has yet. */
    @FunctionalInterface
    public interface Loading {

        @Nullable Connection connect() throws SQLException;
    }

    /** Connects. A library that could not be loaded once is not tried again in this process: each attempt says the same. */
    public @Nullable Connection loading(Loading loading) throws SQLException {
        try {
            return loading.connect();
        } catch (LinkageError notLoaded) {
            throw failed(notLoaded);
        } catch (SQLException refused) {
            if (SqlFailures.causes(refused).anyMatch(NativeLibrary::isNotLoaded)) {
                throw failed(refused);
            }
            throw refused;
        }
    }

    private static boolean isNotLoaded(Throwable cause) {
        return cause instanceof LinkageError || cause.getClass().getSimpleName().equals(SQLITE_SAYS);
    }

    private MemberportException failed(Throwable cause) {
        SqlFailures.requireMemory(cause);
        String directory = System.getProperty(property, System.getProperty(TEMPORARY, ""));
        return MemberportException.of(
                        FailureKind.CONFIGURATION,
                        "The driver of " + product + " cannot unpack and load its library in the directory " + directory
                                + ". That directory must exist, be writable, have room, and allow programs to be "
                                + "run from it. Name another one with -D" + property + "=DIRECTORY.")
                .remedy(Remedy.SET_SYSTEM_PROPERTY)
                .build();
    }
}
