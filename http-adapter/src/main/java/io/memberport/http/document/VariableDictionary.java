package io.memberport.http.document;

import io.memberport.model.ProfileVariable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes equal definitions the same object, for one pass over a document. Used by many threads. */
final class VariableDictionary {

    /** More definitions than this are no longer made the same, so that a file gone wrong does not fill the memory. */
    private static final int MOST_DEFINITIONS = 100_000;

    private final ConcurrentMap<ProfileVariable, ProfileVariable> definitions = new ConcurrentHashMap<>();

    ProfileVariable canonical(ProfileVariable variable) {
        ProfileVariable known = definitions.get(variable);
        if (known != null) {
            return known;
        }
        if (definitions.size() >= MOST_DEFINITIONS) {
            return variable;
        }
        known = definitions.putIfAbsent(variable, variable);
        return known == null ? variable : known;
    }
}
