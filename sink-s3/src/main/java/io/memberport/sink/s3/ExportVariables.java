package io.memberport.sink.s3;

import io.memberport.model.ProfileVariable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The definitions of an export's variables, for its manifest. Used by one thread. */
final class ExportVariables {

    private final Set<ProfileVariable> seen = new LinkedHashSet<>();

    void add(List<ProfileVariable> variables) {
        seen.addAll(variables);
    }

    /** In the order in which they first appear, equal ones once. An id is there more than once if its definition changes. */
    List<ProfileVariable> all() {
        return List.copyOf(seen);
    }
}
