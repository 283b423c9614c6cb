package io.memberport.file;

import java.util.HashSet;
import java.util.Set;

/** The names of the fields of one object, to tell if one is there twice; as many unknown ones as may be kept. */
final class FieldNames {

    /** What keeping a name costs beside its letters. */
    private static final int BYTES_BESIDE = 64;

    private final int mostBytes;
    private final Set<String> names = new HashSet<>();
    private long unknownBytes;

    FieldNames(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds a name; false if it is there already. */
    boolean add(String name) {
        return names.add(name);
    }

    /** Counts a name that is not known; false if these are more than may be kept. */
    boolean hasRoomFor(String unknown) {
        unknownBytes += unknown.length() + BYTES_BESIDE;
        return unknownBytes <= mostBytes;
    }
}
