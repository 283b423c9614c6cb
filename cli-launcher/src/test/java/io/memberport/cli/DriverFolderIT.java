package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of drivers beside the executable jar. That of the distribution is in {@link DistributionIT}. */
class DriverFolderIT {

    private static final String[] DEMO = {"demo", "--members", "20", "--to", "jdbc:duckdb:members.duckdb"};

    @TempDir
    Path directory;

    @Test
    void holdsADriverThatTheJarDoesNotBring() throws Exception {
        Path drivers = Files.createDirectory(directory.resolve("drivers"));
        Path driver = Path.of(Class.forName("org.duckdb.DuckDBDriver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createSymbolicLink(drivers.resolve("duckdb.jar"), driver);
        Files.writeString(drivers.resolve("broken.jar"), "no jar");

        ExecutableJar.Ran ran =
                new ExecutableJar(directory).linkedInto(directory).run(Map.of(), DEMO);

        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().contains("jdbc:duckdb:members.duckdb: written"), ran.out());
    }

    @Test
    void isPassedOverIfOthersCanChangeIt() throws Exception {
        Path drivers = Files.createDirectory(directory.resolve("drivers"));
        Files.setPosixFilePermissions(drivers, PosixFilePermissions.fromString("rwxrwxrwx"));

        ExecutableJar.Ran ran =
                new ExecutableJar(directory).linkedInto(directory).run(Map.of(), DEMO);

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(
                ran.err().contains("drivers can be changed by other users, so it is not used by default."), ran.err());
        assertTrue(ran.err().contains("There is no JDBC driver for jdbc:duckdb:members.duckdb."), ran.err());
    }

    @Test
    void isNamedIfTheDriverIsMissing() throws Exception {
        ExecutableJar.Ran ran =
                new ExecutableJar(directory).linkedInto(directory).run(Map.of(), DEMO);

        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains("There is no JDBC driver for jdbc:duckdb:members.duckdb."), ran.err());
        assertTrue(
                ran.err()
                        .contains(
                                "Put the driver's jar on the class path, into the folder drivers of the distribution"),
                ran.err());
    }
}
