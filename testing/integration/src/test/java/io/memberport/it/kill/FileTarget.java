package io.memberport.it.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One file in a directory of its own, and the command that has {@link Writer} write it. */
final class FileTarget implements KillTarget {

    static final String EARLIER = "what an earlier run has written";

    private final Path directory;
    private final Path file;

    FileTarget(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("target.txt");
    }

    Supplier<ProcessBuilder> writtenBy(Writer.Way way) {
        return () -> new ProcessBuilder(commandLine(way));
    }

    List<String> commandLine(Writer.Way way) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Path.of(Writer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                Writer.class.getName(),
                file.toString(),
                way.name());
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        for (Path left : files()) {
            Files.delete(left);
        }
        if (start == InitialContent.EARLIER_EXPORT) {
            Files.writeString(file, EARLIER);
        }
    }

    @Override
    public String read() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "no file";
    }

    @Override
    public List<String> leftovers() throws IOException {
        return files().stream()
                .filter(present -> !present.equals(file))
                .map(Path::toString)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> present = Files.list(directory)) {
            return present.toList();
        }
    }
}
