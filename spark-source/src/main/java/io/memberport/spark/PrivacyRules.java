package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.PrivacyAction;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.privacy.HashKey;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.VariableSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.Metadata;

/** The rules for personal data, in the words of the settings file, and the key of hashes. */
final class PrivacyRules {

    private static final String SENSITIVE = "sensitive";
    private static final String UNSTATED = "unstated";
    private static final String NOT_SENSITIVE = "not-sensitive";
    private static final String OTHERWISE = "otherwise";
    private static final String ONLY = "only";
    private static final String MEMBER_ID = "member-id";
    private static final String MASK_TEXT = "mask-text";
    private static final String UNKNOWN_FIELDS = "unknown-fields";
    private static final String MISSING = "missing";

    private static final String KEEP = "keep";
    private static final String HASH = "hash";
    private static final String DROP = "drop";
    private static final String ALLOW = "allow";

    private static final String KEY = "MEMBERPORT_HASH_KEY";
    private static final String KEY_FILE = KEY + "_FILE";

    /** What editors and {@code echo} add. */
    private static final Pattern ADDED = Pattern.compile("^\\uFEFF|[\\r\\n]+\\z");

    private static final String LIST = "[";

    static final List<SinkOption> DECLARED = List.of(
            action(SENSITIVE),
            action(UNSTATED),
            action(NOT_SENSITIVE),
            action(OTHERWISE),
            variables(ONLY),
            variables(SinkOption.wireName(PrivacyAction.KEEP)),
            variables(SinkOption.wireName(PrivacyAction.HASH)),
            variables(SinkOption.wireName(PrivacyAction.MASK)),
            variables(SinkOption.wireName(PrivacyAction.DROP)),
            SinkOption.choice(MEMBER_ID, List.of(KEEP, HASH), KEEP, "what becomes of members' ids"),
            SinkOption.value(MASK_TEXT, "text", PrivacyPolicy.DEFAULT_MASK, "the text of masked values"),
            SinkOption.choice(UNKNOWN_FIELDS, List.of(DROP, KEEP), "", "fields that are not known, in documents"),
            SinkOption.choice(MISSING, List.of("refuse", ALLOW), "refuse", "rules for variables that are not there"));

    private PrivacyRules() {}

    private static SinkOption action(String name) {
        return SinkOption.choice(name, PrivacyAction.class, null, "what becomes of these variables");
    }

    private static SinkOption variables(String name) {
        return SinkOption.value(name, "variables", "", "variables");
    }

    /** The policy, still without its key. */
    static PrivacyPolicy.Builder policy(SinkOptions options) {
        PrivacyPolicy.Builder policy = PrivacyPolicy.builder();
        action(options, SENSITIVE, policy::sensitive);
        action(options, UNSTATED, policy::unstated);
        action(options, NOT_SENSITIVE, policy::notSensitive);
        action(options, OTHERWISE, policy::otherwise);
        for (PrivacyAction action : PrivacyAction.values()) {
            selectors(options, SinkOption.wireName(action)).forEach(selector -> policy.rule(action, selector));
        }
        if (options.find(ONLY).isPresent()) {
            policy.only(selectors(options, ONLY).stream().collect(Collectors.toSet()));
        }
        if (options.get(MEMBER_ID).equals(HASH)) {
            policy.hashMemberIds();
        }
        policy.mask(options.get(MASK_TEXT));
        switch (options.get(UNKNOWN_FIELDS)) {
            case KEEP -> policy.keepUnknownFields();
            case DROP -> policy.dropUnknownFields();
            default -> {}
        }
        if (options.get(MISSING).equals(ALLOW)) {
            policy.allowMissing();
        }
        return policy;
    }

    private static void action(SinkOptions options, String name, Consumer<PrivacyAction> set) {
        if (options.find(name).isPresent()) {
            set.accept(options.choice(name, PrivacyAction.class));
        }
    }

    private static List<VariableSelector> selectors(SinkOptions options, String name) {
        return options.find(name).stream()
                .flatMap(value -> list(name, value).stream())
                .map(text -> selector(name, text))
                .toList();
    }

    private static VariableSelector selector(String name, String text) {
        try {
            return VariableSelector.parse(text);
        } catch (IllegalArgumentException refused) {
            throw misuse("The option '" + name + "' has '" + text + "', which is not accepted: " + refused.getMessage()
                    + ".");
        }
    }

    /** One text, or several as Spark writes the option {@code paths}: a JSON array. */
    static List<String> list(String name, String value) {
        if (!value.startsWith(LIST)) {
            return List.of(value);
        }
        try {
            return List.of(Metadata.fromJson("{\"list\":" + value + "}").getStringArray("list"));
        } catch (Exception noArray) {
            throw misuse("The option '" + name + "' begins with '[' and is no JSON array of strings."
                    + " Write one text alone, or several as [\"one\", \"another\"].");
        }
    }

    /**
     * The key of hashes. It never is an option, because Spark shows and logs these.
     *
     * @param environment of the driver
     */
    static String key(Map<String, String> environment) {
        String plain = environment.get(KEY);
        String file = environment.get(KEY_FILE);
        if ((plain == null) == (file == null)) {
            throw misuse(
                    plain == null
                            ? "The rules hash something, and there is no key. Give it to the driver in the environment: "
                                    + KEY + ", or " + KEY_FILE + " with the path of a file."
                            : "Both " + KEY + " and " + KEY_FILE + " are set; remove one.");
        }
        String key = ADDED.matcher(plain == null ? content(file) : plain).replaceAll("");
        try {
            HashKey.of(key);
            return key;
        } catch (IllegalArgumentException tooShort) {
            throw misuse(
                    "The key for hashes (" + KEY + ") has fewer than " + HashKey.SHORTEST_BYTES
                            + " bytes, so it can be found out by trying. Make one with 'openssl rand -hex 32', for example, and keep it.");
        }
    }

    private static String content(String file) {
        Path path = Path.of(file);
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw misuse("The file that " + KEY_FILE + " names cannot be read (" + FileFailure.reason(unreadable, path)
                    + ").");
        }
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }
}
