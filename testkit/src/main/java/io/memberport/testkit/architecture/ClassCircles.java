package io.memberport.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The circles among classes: each is a largest set of classes in which every class needs every other one, directly or through
 * others. A nested class counts as its outer class. Found by Tarjan's algorithm for strongly connected components.
 */
final class ClassCircles {

    private static final int NOT_FOUND = -1;

    private final Deque<TopLevel> path = new ArrayDeque<>();
    private final List<SortedSet<String>> circles = new ArrayList<>();
    private int found;

    private ClassCircles() {}

    /** All circles of more than one class, as names of top-level classes. */
    static List<SortedSet<String>> among(Collection<JavaClass> classes) {
        Map<String, TopLevel> all = new TreeMap<>();
        for (JavaClass each : classes) {
            TopLevel from = all.computeIfAbsent(topLevelNameOf(each), TopLevel::new);
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> topLevelNameOf(dependency.getTargetClass()))
                    .forEach(name -> from.needs.add(all.computeIfAbsent(name, TopLevel::new)));
        }
        ClassCircles search = new ClassCircles();
        all.values().stream().filter(each -> each.found == NOT_FOUND).forEach(search::visit);
        return search.circles;
    }

    static String topLevelNameOf(JavaClass any) {
        String name = any.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void visit(TopLevel each) {
        each.found = found++;
        each.lowest = each.found;
        each.onPath = true;
        path.push(each);
        for (TopLevel needed : each.needs) {
            if (needed.found == NOT_FOUND) {
                visit(needed);
                each.lowest = Math.min(each.lowest, needed.lowest);
            } else if (needed.onPath) {
                each.lowest = Math.min(each.lowest, needed.found);
            }
        }
        if (each.lowest == each.found) {
            close(each);
        }
    }

    private void close(TopLevel first) {
        SortedSet<String> circle = new TreeSet<>();
        TopLevel last = null;
        while (last != first) {
            last = path.pop();
            last.onPath = false;
            circle.add(last.name);
        }
        if (circle.size() > 1) {
            circles.add(circle);
        }
    }

    /** A class and what it needs. */
    private static final class TopLevel {

        final String name;
        final Set<TopLevel> needs = new LinkedHashSet<>();
        int found = NOT_FOUND;
        int lowest;
        boolean onPath;

        TopLevel(String name) {
            this.name = name;
        }
    }
}
