package io.memberport.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The circles among classes: each is a largest set of classes in which every class needs every other one, directly or through
 * others. A nested class counts as its outer class.
 */
final class ClassCircles {

    private ClassCircles() {}

    /** All circles of more than one class, as names of top-level classes. */
    static List<SortedSet<String>> among(Collection<JavaClass> classes) {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> needed = needs.computeIfAbsent(topLevelNameOf(each), name -> new HashSet<>());
            each.getDirectDependenciesFromSelf()
                    .forEach(dependency -> needed.add(topLevelNameOf(dependency.getTargetClass())));
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        needs.keySet().forEach(name -> reached.put(name, reachedFrom(name, needs)));
        return needs.keySet().stream()
                .map(name -> circleOf(name, reached))
                .filter(circle -> circle.size() > 1)
                .distinct()
                .toList();
    }

    static String topLevelNameOf(JavaClass any) {
        String name = any.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** What a class needs, directly or through others; itself included. */
    private static Set<String> reachedFrom(String name, Map<String, Set<String>> needs) {
        Set<String> reached = new HashSet<>(Set.of(name));
        Deque<String> rest = new ArrayDeque<>(reached);
        while (!rest.isEmpty()) {
            needs.getOrDefault(rest.remove(), Set.of()).stream()
                    .filter(reached::add)
                    .forEach(rest::add);
        }
        return reached;
    }

    private static SortedSet<String> circleOf(String name, Map<String, Set<String>> reached) {
        SortedSet<String> circle = new TreeSet<>(reached.getOrDefault(name, Set.of()));
        circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(name));
        return circle;
    }
}
