package io.memberport.cli.result;

import com.sun.management.UnixOperatingSystemMXBean;
import io.memberport.error.FileFailure;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What a process can have too little of, so that anything fails, and not by a mistake of Memberport's. */
public enum Shortage {
    MEMORY("Out of memory. Give Java more with -Xmx512m " + JavaOptions.place() + "."),
    OPEN_FILES("This process has reached its limit of open files. Raise the limit, with ulimit -n 1024 for example, "
            + "and run again.");

    /** A constant, which is there without any other class. */
    public static final String LAST_WORDS =
            "memberport: Java could not load a part of Memberport. If the limit of open files is low, raise it, with ulimit -n"
                    + " 1024 for example; if not, give Java more memory or install Memberport again.";

    private static final int FEW = 8;

    private final String message;

    Shortage(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }

    /** What was too little, if that is why something was thrown. */
    static Optional<Shortage> in(Throwable thrown) {
        boolean mayBeFiles = thrown instanceof LinkageError || thrown instanceof InternalError;
        int depth = 0;
        for (Throwable next = thrown; next != null && depth < 20; next = next.getCause(), depth++) {
            if (next instanceof OutOfMemoryError) {
                return Optional.of(MEMORY);
            }
            if (FileFailure.isForWantOfFiles(next)) {
                return Optional.of(OPEN_FILES);
            }
        }
        return mayBeFiles && areFilesScarce() ? Optional.of(OPEN_FILES) : Optional.empty();
    }

    /** A class that cannot be loaded does not say why. */
    private static boolean areFilesScarce() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() < FEW;
    }
}
