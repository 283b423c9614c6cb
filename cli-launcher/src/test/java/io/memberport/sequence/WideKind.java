package io.memberport.sequence;

import io.memberport.sequence.Export.Variable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a column of the wide layout holds. */
enum WideKind {
    TEXT,
    NUMBER,
    TIME,
    LIST;

    static WideKind of(Variable variable) {
        if ("double".equals(variable.type())) {
            return NUMBER;
        }
        if ("datetime".equals(variable.type())) {
            return TIME;
        }
        return "set".equals(variable.type()) ? LIST : TEXT;
    }

    /** The kinds that an export has of each variable. */
    static Map<String, Set<WideKind>> ofAll(Export export) {
        Map<String, Set<WideKind>> kinds = new LinkedHashMap<>();
        export.members()
                .forEach(member -> member.variables()
                        .forEach(variable -> kinds.computeIfAbsent(variable.id(), id -> EnumSet.noneOf(WideKind.class))
                                .add(of(variable))));
        return kinds;
    }

    /** What the column holds after an export: a column of another kind is given up for one of text. */
    static WideKind after(@Nullable WideKind former, Set<WideKind> sent) {
        WideKind wanted = sent.size() == 1 ? sent.iterator().next() : TEXT;
        return former == null || former == wanted ? wanted : TEXT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
