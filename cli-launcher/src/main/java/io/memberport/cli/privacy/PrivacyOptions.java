package io.memberport.cli.privacy;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.PrivacyKeys;
import io.memberport.cli.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be said about personal data on the command line; the settings file can say more. */
public final class PrivacyOptions {

    @Option(
            names = "--sensitive",
            paramLabel = "keep|hash|mask|drop",
            description =
                    "What becomes of variables that the export marks as sensitive, or does not mark at all. Hashes need "
                            + "MEMBERPORT_HASH_KEY.")
    @Nullable String sensitive;

    @Option(
            names = "--drop",
            paramLabel = "VARIABLE",
            description = "Leave a variable out. VARIABLE is a name, a pattern of names ('Contact*'), id:GUID or "
                    + "type:TYPE. Repeat it for several.")
    List<String> drop = List.of();

    @Option(names = "--hash", paramLabel = "VARIABLE", description = "Write a keyed hash in place of each value.")
    List<String> hash = List.of();

    @Option(names = "--mask", paramLabel = "VARIABLE", description = "Write *** in place of each value.")
    List<String> mask = List.of();

    @Option(
            names = "--only",
            paramLabel = "VARIABLE",
            description = "Write no variables but these, and those that are hashed or masked by name.")
    List<String> only = List.of();

    /** What flags and settings file say together. */
    public PrivacyPolicies policies(Settings settings) {
        return PrivacyPolicies.of(this, settings);
    }

    /** The flags as the settings file would say it. */
    List<GivenValue> given(String key) {
        List<String> values =
                switch (key) {
                    case PrivacyKeys.SENSITIVE -> sensitive == null ? List.of() : List.of(sensitive);
                    case PrivacyKeys.DROP -> drop;
                    case PrivacyKeys.HASH -> hash;
                    case PrivacyKeys.MASK -> mask;
                    case PrivacyKeys.ONLY -> only;
                    default -> List.of();
                };
        return values.stream()
                .map(value -> new GivenValue(value, "--" + key, GivenValue.Rank.FLAG))
                .toList();
    }
}
