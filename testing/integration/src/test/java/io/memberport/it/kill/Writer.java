package io.memberport.it.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A program that writes a file as a sink would, well or in one of the ways that a kill brings to light. Its arguments are
 * the file and the way.
 */
final class Writer {

    static final String NEW = "first half and second half";
    static final String SAID_WHEN_DONE_BEFORE = "already there";

    /** How it writes. */
    enum Way {
        /** Beside the target and then over it; what a killed run left is written over. */
        ATOMIC,
        /** Into the target, one half after the other. */
        IN_PLACE,
        /** As {@link #ATOMIC}, but fails on what a killed run left. */
        TAKES_LEFTOVERS_FOR_A_RUN,
        /** As {@link #ATOMIC}, but under a temporary name of its own, which only a finished run deletes. */
        LITTERS,
        /** As {@link #ATOMIC}, but deletes the target first. */
        DELETES_FIRST,
        /** Writes again what is there, without saying so. */
        FORGETS,
        /** Writes nothing. */
        IDLE,
        /** Fails before it writes. */
        FAILS,
        /** Never ends. */
        HANGS
    }

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        Way way = Way.valueOf(arguments[1]);
        if (Files.exists(target) && Files.readString(target).equals(NEW) && way == Way.ATOMIC) {
            System.out.println(SAID_WHEN_DONE_BEFORE);
            return;
        }
        switch (way) {
            case ATOMIC, FORGETS -> replace(target, beside(target));
            case IN_PLACE -> write(target);
            case TAKES_LEFTOVERS_FOR_A_RUN -> {
                requireNoOther(target);
                replace(target, beside(target));
            }
            case LITTERS ->
                replace(target, Files.createTempFile(target.toAbsolutePath().getParent(), "part-", ".tmp"));
            case DELETES_FIRST -> {
                Files.deleteIfExists(target);
                replace(target, beside(target));
            }
            case IDLE -> {}
            case FAILS -> throw new IOException("no room on the imaginary device");
            case HANGS -> new CountDownLatch(1).await();
        }
    }

    private static Path beside(Path target) {
        return target.resolveSibling("part.tmp");
    }

    private static void requireNoOther(Path target) throws IOException {
        if (Files.exists(beside(target))) {
            throw new IOException("another run is at work");
        }
    }

    private static void replace(Path target, Path temporary) throws IOException {
        write(temporary);
        publish(temporary, target);
    }

    private static void write(Path file) throws IOException {
        Files.writeString(file, NEW.substring(0, NEW.length() / 2), UTF_8);
        halfway();
        Files.writeString(file, NEW.substring(NEW.length() / 2), UTF_8, StandardOpenOption.APPEND);
    }

    private static void halfway() {}

    private static void publish(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
