package io.memberport.spark;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of a table, checked. Says none of them to whatever prints it. */
final class ReadOptions implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String LAYOUT = "layout";
    private static final String SPLITS = "splits";
    private static final String SPLIT_BYTES = "split-bytes";
    private static final String INVALID_VALUES = "invalid-values";
    private static final String CHECK_RULES = "check-rules";
    private static final String MAX_FILE_SIZE = "max-file-size";
    private static final String MAX_MEMBER_SIZE = "max-member-size";
    private static final String MAX_COMPRESSION_RATIO = "max-compression-ratio";

    private static final String REPLACE = "replace";

    /** Below that, more would be read to find the parts than there is in them. */
    private static final long LEAST_SPLIT_BYTES = 1024;

    private static final List<SinkOption> DECLARED = Stream.concat(
                    Stream.of(
                            SinkOption.choice(LAYOUT, Layout.class, Layout.LONG, "what a row is"),
                            SinkOption.flag(SPLITS, true, "whether a file may be read in parts"),
                            SinkOption.size(SPLIT_BYTES, "128MiB", "about how long a part is"),
                            SinkOption.choice(
                                    INVALID_VALUES, List.of("reject", REPLACE), "reject", "what does not fit a column"),
                            SinkOption.size(MAX_FILE_SIZE, "1TiB", "the longest file"),
                            SinkOption.size(MAX_MEMBER_SIZE, "8MiB", "the longest member"),
                            SinkOption.value(
                                    MAX_COMPRESSION_RATIO, "number", "500", "the most JSON for a byte of gzip"),
                            SinkOption.flag(CHECK_RULES, true, "whether a pass of its own checks the rules")),
                    PrivacyRules.DECLARED.stream())
            .toList();

    /** By the names that are declared. */
    private final HashMap<String, String> given;

    /** Null if nothing is hashed. */
    private final @Nullable String hashKey;

    private ReadOptions(Map<String, String> given, @Nullable String hashKey) {
        this.given = new HashMap<>(given);
        this.hashKey = hashKey;
    }

    /**
     * Checks options.
     *
     * @param given by their names in words that are joined by hyphens or in camel case, in upper or lower case
     * @param environment of the driver, which may have the key of hashes
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if one is unknown, or its value is not one of its own
     */
    static ReadOptions of(Map<String, String> given, Map<String, String> environment) {
        Map<String, String> declared =
                DECLARED.stream().map(SinkOption::name).collect(Collectors.toMap(ReadOptions::key, name -> name));
        Map<String, String> named = new HashMap<>();
        given.forEach((name, value) -> {
            String option = declared.getOrDefault(key(name), name);
            if (named.put(option, value) != null) {
                throw misuse("The option '" + option + "' is given twice. Give it once.");
            }
        });
        ReadOptions keyless = new ReadOptions(named, null);
        boolean needsKey = PrivacyRules.policy(keyless.options()).needsKey();
        ReadOptions options = needsKey ? new ReadOptions(named, PrivacyRules.key(environment)) : keyless;
        options.limits();
        if (options.splitBytes() < LEAST_SPLIT_BYTES) {
            throw misuse("The option '" + SPLIT_BYTES + "' must be at least " + LEAST_SPLIT_BYTES + " bytes.");
        }
        return options;
    }

    private static String key(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private SinkOptions options() {
        return SinkOptions.of("source 'memberport'", DECLARED, given);
    }

    Layout layout() {
        return options().choice(LAYOUT, Layout.class);
    }

    /** About how long a part of a file is; {@link Long#MAX_VALUE} if there are none. */
    long splitBytes() {
        return options().flag(SPLITS) ? options().bytes(SPLIT_BYTES) : Long.MAX_VALUE;
    }

    InvalidValuePolicy invalidValues() {
        return new InvalidValuePolicy(
                options().get(INVALID_VALUES).equals(REPLACE), "a column of Spark", "layout=json");
    }

    /** What tasks let through. */
    PrivacyPolicy policy() {
        PrivacyPolicy.Builder policy = PrivacyRules.policy(options());
        return (hashKey == null ? policy : policy.key(HashKey.of(hashKey))).build();
    }

    /** Whether a file is read once more before, to see that rules are for what it has. */
    boolean checksRules() {
        return options().flag(CHECK_RULES);
    }

    DocumentLimits limits() {
        DocumentLimits bySize = limit(
                MAX_FILE_SIZE,
                name -> DocumentLimits.DEFAULT.withDocumentBytes(options().bytes(name)));
        DocumentLimits byMember = limit(
                MAX_MEMBER_SIZE,
                name -> bySize.withMemberBytes((int) Math.min(options().bytes(name), Integer.MAX_VALUE)));
        return limit(
                MAX_COMPRESSION_RATIO,
                name -> byMember.withCompressionRatio(number(options().get(name))));
    }

    private static DocumentLimits limit(String name, Function<String, DocumentLimits> change) {
        try {
            return change.apply(name);
        } catch (IllegalArgumentException refused) {
            throw misuse("The value of the option '" + name + "' is not accepted: " + refused.getMessage() + ".");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("it must be a whole number");
        }
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }

    @Override
    public String toString() {
        return "ReadOptions";
    }
}
