package io.memberport.file;

import io.memberport.file.json.JsonScanner;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Makes equal definitions the same object, for one pass over a document. Used by many threads. */
final class VariableDictionary {

    /** More definitions than this are no longer made the same, so that a file gone wrong does not fill the memory. */
    private static final int MOST_DEFINITIONS = 10_000;

    private final ConcurrentMap<ProfileVariable, KnownVariable> definitions = new ConcurrentHashMap<>();
    private final KnownVariable beforeFirst =
            new KnownVariable(ProfileVariable.of("", null, null, Sensitivity.UNSTATED), true);

    /** The definition that equals this one. */
    KnownVariable known(ProfileVariable variable) {
        KnownVariable known = definitions.get(variable);
        if (known != null) {
            return known;
        }
        if (definitions.size() >= MOST_DEFINITIONS) {
            return new KnownVariable(variable, false);
        }
        KnownVariable fresh = new KnownVariable(variable, true);
        known = definitions.putIfAbsent(variable, fresh);
        return known == null ? fresh : known;
    }

    /** What every member's first variable comes after. */
    KnownVariable beforeFirst() {
        return beforeFirst;
    }

    /**
     * A definition, the bytes that say it in this document, and a guess at which one comes after it: members list their
     * variables in the same order, if not all of them. The guess may be wrong, and threads may overwrite each other's;
     * only time is lost by that.
     */
    static final class KnownVariable {

        /** How many variables a member may leave out in a row without making the guess useless. */
        private static final int LOOK_AHEAD = 6;

        private final ProfileVariable variable;
        /** Others refer to it only if so: what is not kept would live on in their guesses. */
        private final boolean isKept;

        private volatile byte @Nullable [] definition;
        private volatile @Nullable KnownVariable next;

        private KnownVariable(ProfileVariable variable, boolean isKept) {
            this.variable = variable;
            this.isKept = isKept;
        }

        ProfileVariable variable() {
            return variable;
        }

        /** The definition that stands at the scanner's position, which moves behind it; null if none was guessed. */
        @Nullable KnownVariable following(JsonScanner json) {
            KnownVariable candidate = next;
            for (int i = 0; i < LOOK_AHEAD && candidate != null; i++) {
                byte[] written = candidate.definition;
                if (written != null && json.skipIf(written)) {
                    return candidate;
                }
                candidate = candidate.next;
            }
            return null;
        }

        /**
         * Learns how the definition is written.
         *
         * @param bytes from the brace that opens the variable to the colon before its values, the whole definition and
         *     nothing else among them
         */
        void isWritten(byte[] bytes) {
            definition = bytes;
        }

        /** Learns what this definition came after. */
        void isSeenAfter(KnownVariable previous) {
            if (isKept && previous != this && previous.next != this) {
                if (next == null) {
                    next = previous.next;
                }
                previous.next = this;
            }
        }
    }
}
