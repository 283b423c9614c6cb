package io.memberport.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside each page: all pages but single decisions, in groups.
 *
 * @param groups the pages of each group, by its name
 */
record Navigation(Map<String, List<Entry>> groups) {

    /**
     * A page.
     *
     * @param address on the site
     * @param name what the reader sees
     */
    record Entry(String address, String name) {}

    private static final String REST = "More";

    /**
     * Puts pages in the groups of a text: a line without blank in front begins a group, the others are {@code path name}. A page that is
     * not named comes last, so that a new one is found at once.
     */
    static Navigation of(String text, List<Page> pages) {
        Map<String, Page> unnamed = new LinkedHashMap<>();
        pages.stream()
                .filter(page -> !page.path().matches("docs/decisions/\\d.*"))
                .forEach(page -> unnamed.put(page.path(), page));
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        List<Entry> group = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            if (!line.startsWith(" ")) {
                group = groups.computeIfAbsent(line.strip(), name -> new ArrayList<>());
                continue;
            }
            String[] parts = line.strip().split(" ", 2);
            if (unnamed.remove(parts[0]) != null) {
                group.add(new Entry(Page.addressOf(parts[0]), parts[1]));
            }
        }
        List<Entry> rest = groups.computeIfAbsent(REST, name -> new ArrayList<>());
        unnamed.values().forEach(page -> rest.add(new Entry(page.address(), page.title())));
        groups.values().removeIf(List::isEmpty);
        return new Navigation(groups);
    }

    /** The addresses of all entries. */
    Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        groups.values().forEach(entries -> entries.forEach(entry -> addresses.add(entry.address())));
        return addresses;
    }
}
