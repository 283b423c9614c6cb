package io.memberport.sink.jdbc.layout;

import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of an export in the order in which their ids first appear; of several definitions, the last one. */
final class SeenVariables {

    private final Map<String, ProfileVariable> byId = new LinkedHashMap<>();

    /** Takes note of some; says whether that has changed anything. */
    boolean see(List<ProfileVariable> variables) {
        boolean changed = false;
        for (ProfileVariable variable : variables) {
            changed |= !variable.equals(byId.put(variable.id(), variable));
        }
        return changed;
    }

    Collection<ProfileVariable> all() {
        return byId.values();
    }
}
