package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.testing.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar on a Java that warns of what a later one will refuse: 24 or newer, beside the one of the tests. */
class NewerJavaIT {

    private static final int FIRST_THAT_WARNS = 24;

    @TempDir
    Path directory;

    private ExecutableJar jar() throws IOException {
        List<Path> newer = InstalledJava.beside(FIRST_THAT_WARNS);
        assumeTrue(!newer.isEmpty(), "there is no newer Java on this machine");
        return new ExecutableJar(directory, newer.get(0));
    }

    private static void assertWarnsOfNothing(ExecutableJar.Ran ran) {
        assertEquals(0, ran.exitCode(), ran.err());
        assertFalse(ran.err().contains("WARNING"), ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"members.csv.gz", "jdbc:sqlite:members.db", "jdbc:h2:./members"})
    void isNotWarnedOf(String target) throws Exception {
        assertWarnsOfNothing(jar().run(Map.of(), "demo", "--members", "50", "--to", target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=parquet", "compression=zstd"})
    void isNotWarnedOfForObjectStorage(String option) throws Exception {
        ExecutableJar jar = jar();
        ObjectStore store = ObjectStore.shared();
        String bucket = store.createBucket();
        try {
            assertWarnsOfNothing(jar.run(
                    Map.of("AWS_ACCESS_KEY_ID", store.accessKey(), "AWS_SECRET_ACCESS_KEY", store.secretKey()),
                    "demo",
                    "--members=50",
                    "--to=s3://" + bucket + "/",
                    "--option=s3.endpoint=" + store.endpoint(),
                    "--option=s3.region=us-east-1",
                    "--option=s3.path-style=true",
                    "--option=s3." + option));
        } finally {
            store.deleteBucket(bucket);
        }
    }

    /** Read on any Java. */
    @Test
    void saysInItsManifestThatLibrariesOfItsOwnMayBeLoaded() throws IOException {
        try (JarFile jar = new JarFile(Path.of("target", "memberport.jar").toFile())) {
            assertEquals("ALL-UNNAMED", jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"));
        }
        assertTrue(Files.readString(Path.of("src/dist/bin/memberport")).contains("--enable-native-access=ALL-UNNAMED"));
        assertTrue(Files.readString(Path.of("src/dist/bin/memberport.bat"))
                .contains("--enable-native-access=ALL-UNNAMED"));
    }
}
