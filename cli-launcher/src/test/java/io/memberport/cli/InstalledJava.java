package io.memberport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The Java that runs the tests, and those beside it. */
final class InstalledJava {

    private InstalledJava() {}

    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Those beside it, from a version on. */
    static List<Path> beside(int first) throws IOException {
        try (Stream<Path> siblings = Files.list(own().toRealPath().resolveSibling(""))) {
            return siblings.filter(
                            home -> Files.isExecutable(home.resolve("bin").resolve("java")))
                    .filter(home -> major(home) >= first)
                    .sorted()
                    .toList();
        }
    }

    private static int major(Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException untold) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
    }
}
