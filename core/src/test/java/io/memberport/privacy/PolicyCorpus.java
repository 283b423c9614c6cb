package io.memberport.privacy;

import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads {@code policies.txt}, which a person can read. */
final class PolicyCorpus {

    static final HashKey KEY = HashKey.of("a key for tests that is long enough!");

    private static final String NO_ID = "99999999-9999-9999-9999-999999999999";
    private static final int ID_FIELD = 5;

    /** What one variable gets. */
    record Expected(ProfileVariable variable, PrivacyPolicy.Decision decision) {}

    /** A policy and what is expected of it. */
    record Case(String title, List<String> rules, List<Expected> expected) {

        PrivacyPolicy.Builder builder() {
            PrivacyPolicy.Builder builder = PrivacyPolicy.builder().key(KEY);
            rules.forEach(rule -> add(builder, rule));
            return builder;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private PolicyCorpus() {}

    static List<Case> read() {
        try (InputStream in =
                Objects.requireNonNull(PolicyCorpus.class.getResourceAsStream("policies.txt"), "policies.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^#.*\n", "")
                    .strip()
                    .lines()
                    .collect(Collectors.joining("\n"))
                    .transform(text -> Arrays.stream(text.split("\n\n")))
                    .map(PolicyCorpus::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String paragraph) {
        List<String> lines = paragraph.lines().toList();
        List<String> rules = new ArrayList<>();
        List<Expected> expected = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("> ")) {
                rules.add(line.substring(2));
            } else {
                expected.add(expected(line.split(" \\| ")));
            }
        }
        return new Case(lines.get(0), rules, expected);
    }

    private static Expected expected(String[] fields) {
        return new Expected(
                ProfileVariable.of(
                        fields.length > ID_FIELD ? fields[ID_FIELD] : NO_ID,
                        fields[0],
                        fields[1],
                        Sensitivity.valueOf(fields[2].toUpperCase(Locale.ROOT).replace(' ', '_'))),
                new PrivacyPolicy.Decision(PrivacyAction.valueOf(fields[3]), fields[4]));
    }

    private static void add(PrivacyPolicy.Builder builder, String rule) {
        String[] words = rule.split(" ", 2);
        switch (words[0]) {
            case "sensitive" -> builder.sensitive(PrivacyAction.valueOf(words[1]));
            case "unstated" -> builder.unstated(PrivacyAction.valueOf(words[1]));
            case "notSensitive" -> builder.notSensitive(PrivacyAction.valueOf(words[1]));
            case "otherwise" -> builder.otherwise(PrivacyAction.valueOf(words[1]));
            case "only" ->
                builder.only(Arrays.stream(words.length == 1 ? new String[0] : words[1].split(", "))
                        .map(VariableSelector::parse)
                        .collect(Collectors.toSet()));
            case "rule" -> {
                String[] parts = words[1].split(" ", 2);
                builder.rule(PrivacyAction.valueOf(parts[0]), VariableSelector.parse(parts[1]));
            }
            default -> throw new IllegalArgumentException(rule);
        }
    }
}
