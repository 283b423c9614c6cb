package io.memberport.sink.s3;

import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code _latest.json} says. Immutable.
 *
 * @param communities by the community's API key name
 */
record Latest(Map<String, CommunityState> communities) {

    static final String KEY = "_latest.json";
    static final Latest NOTHING = new Latest(Map.of());

    Latest {
        communities = Map.copyOf(communities);
    }

    CommunityState of(String community) {
        return communities.getOrDefault(community, CommunityState.NOTHING);
    }

    Latest with(String community, CommunityState state) {
        Map<String, CommunityState> changed = new TreeMap<>(communities);
        changed.put(community, state);
        return new Latest(changed);
    }
}
