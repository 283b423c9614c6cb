package io.memberport.sink.jdbc;

import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of an export in the order in which their ids first appear; of several definitions, the last one. */
final class Definitions {

    private final Map<String, ProfileVariable> byId = new LinkedHashMap<>();

    void see(List<ProfileVariable> variables) {
        for (ProfileVariable variable : variables) {
            byId.put(variable.id(), variable);
        }
    }

    Collection<ProfileVariable> all() {
        return byId.values();
    }

    @Nullable ProfileVariable get(String id) {
        return byId.get(id);
    }
}
