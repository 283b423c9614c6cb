package io.memberport.testing.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server is to the machine, for tests of what is left of it.
 *
 * @param directory its files
 * @param processes the numbers of its processes
 */
public record ServerRemains(Path directory, Set<Long> processes) {

    private static final Path SHARED_MEMORY = Path.of("/proc/sysvipc/shm");
    private static final int CREATOR_COLUMN = 4;

    /** Those of a server that runs. */
    public static ServerRemains of(ServerInstance server) {
        ServerProcess process = server.process();
        ProcessHandle main = ProcessHandle.of(process.id()).orElseThrow();
        return new ServerRemains(
                server.directory(),
                Stream.concat(Stream.of(main), main.descendants())
                        .map(ProcessHandle::pid)
                        .collect(Collectors.toSet()));
    }

    /**
     * Those that a program has told.
     *
     * @param line as {@link #line} gives it
     */
    public static ServerRemains parse(String line) {
        String[] parts = line.split(" ", -1);
        return new ServerRemains(
                Path.of(parts[0]),
                Arrays.stream(parts).skip(1).map(Long::valueOf).collect(Collectors.toSet()));
    }

    /** For {@link #parse}. */
    public String line() {
        return directory + processes.stream().map(id -> " " + id).collect(joining());
    }

    /** What is still there. */
    public List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        if (Files.exists(directory)) {
            left.add("directory " + directory);
        }
        processes.stream()
                .filter(id -> ProcessHandle.of(id).filter(ServerProcess::runs).isPresent())
                .forEach(id -> left.add("process " + id));
        try (Stream<String> segments = Files.lines(SHARED_MEMORY)) {
            segments.skip(1)
                    .filter(segment ->
                            processes.contains(Long.valueOf(segment.strip().split(" +", -1)[CREATOR_COLUMN])))
                    .forEach(segment -> left.add("shared memory " + segment));
        }
        return left;
    }

    /** Waits until nothing is left, for a minute at most. */
    public void awaitNoneLeft() throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!left().isEmpty() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
