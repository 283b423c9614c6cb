package io.memberport.profile.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberport.export.ExportListener;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.VariableProfile;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An export as a test writes it down, member by member. */
final class TestExport {

    static final int SMALLEST_GROUP = 3;

    private final StringBuilder members = new StringBuilder();
    private int count;

    /** Adds a member. */
    TestExport member(String id, String... variables) {
        members.append(count++ == 0 ? "" : ",")
                .append("{\"memberId\":\"")
                .append(id)
                .append("\",\"variables\":[")
                .append(String.join(",", variables))
                .append("]}");
        return this;
    }

    /** Adds so many members that all have the same. */
    TestExport members(int number, String... variables) {
        IntStream.range(0, number).forEach(i -> member("of " + count + ", " + i, variables));
        return this;
    }

    /** A variable that is called as its id is, and is not sensitive. */
    static String variable(String id, String type, String... values) {
        return defined(id, id, type, "false", values);
    }

    /**
     * A variable.
     *
     * @param sensitive {@code true}, {@code false} or {@code null}
     * @param values as JSON: {@code "x"}, {@code 1}, or what {@link #option} gives
     */
    static String defined(String id, String name, String type, String sensitive, String... values) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"dataType\":\"" + type + "\",\"isSensitive\":"
                + sensitive + ",\"values\":["
                + Arrays.stream(values)
                        .map(value -> value.startsWith("{\"value\"") ? value : "{\"value\":" + value + "}")
                        .collect(Collectors.joining(","))
                + "],\"effectiveDate\":\"2024-05-01T00:00:00Z\"}";
    }

    static String option(String id, String label) {
        return "{\"value\":\"" + label + "\",\"id\":\"" + id + "\"}";
    }

    ExportProfile profile() {
        return profile(Map.of());
    }

    ExportProfile profile(Map<String, Integer> columnLimits) {
        return profileOf(json(), columnLimits);
    }

    ExportProfile profile(int smallestGroup) {
        return profileOf(json(), smallestGroup, Map.of());
    }

    private String json() {
        return "{\"id\":\"b\",\"exportDate\":\"2026-06-01T02:00:00Z\",\"lastSyncDate\":\"2026-06-01T01:55:00Z\",\"members\":["
                + members + "]}";
    }

    static ExportProfile profileOf(String json, Map<String, Integer> columnLimits) {
        return profileOf(json, SMALLEST_GROUP, columnLimits);
    }

    private static ExportProfile profileOf(String json, int smallestGroup, Map<String, Integer> columnLimits) {
        byte[] bytes = json.getBytes(UTF_8);
        ExportFile file =
                ExportFile.ofStreams("test export", () -> new ByteArrayInputStream(bytes), DocumentLimits.DEFAULT);
        return Profiler.profile(file, smallestGroup, columnLimits, ExportListener.NONE);
    }

    /** The profile of the only variable. */
    VariableProfile onlyVariable() {
        ExportProfile profile = profile();
        if (profile.variables().size() != 1) {
            throw new AssertionError(profile.variables().size() + " variables");
        }
        return profile.variables().get(0);
    }

    /** How often something was found; 0 if it was not. */
    static long found(ExportProfile profile, Finding.Kind kind) {
        return profile.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .mapToLong(Finding::count)
                .sum();
    }
}
