package io.memberport.sink.s3.catalog;

import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code _latest.json} says. Immutable.
 *
 * @param communities by the community's API key name
 */
public record Latest(Map<String, CommunityState> communities) {

    public static final String KEY = "_latest.json";
    static final Latest NOTHING = new Latest(Map.of());

    /** Some 3 MiB, which every run reads and writes several times. */
    public static final int MOST_SUPERSEDED = 4_000;

    public Latest {
        communities = Map.copyOf(communities);
    }

    public CommunityState of(String community) {
        return communities.getOrDefault(community, CommunityState.NOTHING);
    }

    Latest with(String community, CommunityState state) {
        Map<String, CommunityState> changed = new TreeMap<>(communities);
        changed.put(community, state);
        return new Latest(changed);
    }

    /**
     * The same with at most so many superseded exports of all communities together. Those that have the most forget their
     * oldest.
     */
    Latest remembering(int most) {
        int each = most;
        while (supersededCount(each) > most) {
            each--;
        }
        Map<String, CommunityState> changed = new TreeMap<>();
        for (Map.Entry<String, CommunityState> community : communities.entrySet()) {
            changed.put(community.getKey(), community.getValue().remembering(each));
        }
        return new Latest(changed);
    }

    /** How many superseded exports all communities have together. */
    int supersededCount() {
        return supersededCount(Integer.MAX_VALUE);
    }

    /** The same if each community has at most so many. */
    private int supersededCount(int each) {
        return communities.values().stream()
                .mapToInt(state -> Math.min(each, state.superseded().size()))
                .sum();
    }
}
