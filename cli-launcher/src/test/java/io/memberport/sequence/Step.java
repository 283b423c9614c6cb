package io.memberport.sequence;

import io.memberport.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An export that is loaded, and how.
 *
 * @param options of the sink
 * @param flags {@code --allow-older}, {@code --allow-incremental}
 * @param isCut whether the file lacks its end
 */
record Step(Export export, Map<String, String> options, Set<String> flags, boolean isCut, String community) {

    static final String OLDER = "--allow-older";
    static final String INCREMENTAL = "--allow-incremental";

    Step {
        options = new TreeMap<>(options);
        flags = new TreeSet<>(flags);
    }

    static Step of(Export export) {
        return new Step(export, Map.of(), Set.of(), false, "local");
    }

    Step with(String option, String value) {
        Map<String, String> all = new TreeMap<>(options);
        all.put(option, value);
        return new Step(export, all, flags, isCut, community);
    }

    Step flagged(String flag) {
        Set<String> all = new TreeSet<>(flags);
        all.add(flag);
        return new Step(export, options, all, isCut, community);
    }

    Step with(Export other) {
        return new Step(other, options, flags, isCut, community);
    }

    Step cut() {
        return new Step(export, options, flags, true, community);
    }

    Step into(String otherCommunity) {
        return new Step(export, options, flags, isCut, otherCommunity);
    }

    @Nullable String option(String name) {
        return options.get(name);
    }

    boolean is(String option, String value) {
        return value.equals(options.get(option));
    }

    boolean replacesInvalidValues() {
        return is("invalid-values", "replace");
    }

    byte[] file() {
        byte[] whole = export.bytes();
        return isCut ? Arrays.copyOf(whole, whole.length - 2) : whole;
    }

    String contentSha256() {
        return Sha256.of(file());
    }

    /** For a report; generated data only. */
    String described() {
        String json = new String(file(), StandardCharsets.UTF_8);
        return community + " " + options + " " + flags + (isCut ? " cut" : "") + " "
                + (json.length() > 4000 ? json.substring(0, 4000) + "…" : json);
    }
}
