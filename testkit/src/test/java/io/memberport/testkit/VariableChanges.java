package io.memberport.testkit;

import io.memberport.testkit.fixture.StoredValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What differs between the variables of two exports, for flawed sinks that cannot cope with it. */
final class VariableChanges {

    private VariableChanges() {}

    static boolean anyNew(Collection<StoredValue> before, Collection<StoredValue> after) {
        Map<String, String> former = types(before);
        return !former.isEmpty() && !former.keySet().containsAll(types(after).keySet());
    }

    static boolean anyRemoved(Collection<StoredValue> before, Collection<StoredValue> after) {
        return !types(after).keySet().containsAll(types(before).keySet());
    }

    static boolean anyRetyped(Collection<StoredValue> before, Collection<StoredValue> after) {
        Map<String, String> former = types(before);
        return types(after).entrySet().stream()
                .anyMatch(entry -> former.containsKey(entry.getKey())
                        && !Objects.equals(former.get(entry.getKey()), entry.getValue()));
    }

    private static Map<String, String> types(Collection<StoredValue> values) {
        Map<String, String> types = new HashMap<>();
        for (StoredValue value : values) {
            if (value.variableId() != null) {
                types.put(value.variableId(), String.valueOf(value.dataType()));
            }
        }
        return types;
    }
}
