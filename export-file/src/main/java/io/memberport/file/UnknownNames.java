package io.memberport.file;

import java.util.HashSet;
import java.util.Set;

/** The names of those fields of one object that are not known, to tell if one is there twice; as many as may be kept. */
final class UnknownNames {

    /** What keeping a name costs beside its letters. */
    private static final int BYTES_BESIDE = 64;

    private final int mostBytes;
    private final Set<String> names = new HashSet<>();
    private long bytes;

    UnknownNames(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds a name; false if it is there already. */
    boolean add(String name) {
        bytes += name.length() + BYTES_BESIDE;
        return names.add(name);
    }

    /** Whether these are more than may be kept. */
    boolean areTooMany() {
        return bytes > mostBytes;
    }
}
