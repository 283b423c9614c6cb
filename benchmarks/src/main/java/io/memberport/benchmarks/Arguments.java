package io.memberport.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What stands behind a program's name: {@code --name value}, for each of them. */
record Arguments(Map<String, String> values) {

    /**
     * Reads them.
     *
     * @param defaults by name
     * @param others names that have no default
     * @throws IllegalArgumentException if something else is given, which a measurement of hours should not overlook
     */
    static Arguments of(String[] args, Map<String, String> defaults, Set<String> others) {
        Map<String, String> values = new HashMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].replaceFirst("^--", "");
            if (i + 1 == args.length || !(defaults.containsKey(name) || others.contains(name))) {
                throw new IllegalArgumentException("not understood: " + args[i]);
            }
            values.put(name, args[i + 1]);
        }
        return new Arguments(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }
}
