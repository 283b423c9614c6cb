package io.memberport.spark;

import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.model.DataType;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportStream;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Spark must give, made of the objects of the sequential reader. */
final class Expected {

    private Expected() {}

    static List<Member> members(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        try (Stream<Member> members = ExportFile.ofStreams(
                        "test export", () -> new ByteArrayInputStream(bytes), DocumentLimits.DEFAULT)
                .members()) {
            return members.toList();
        }
    }

    /** The members as a policy shows them. */
    static List<Member> members(Path file, PrivacyPolicy policy) throws Exception {
        PrivacyStage stage = PrivacyStage.of(policy);
        List<Member> shown = new ArrayList<>();
        try (ExportStream stream = ExportFile.onDisk(file).open()) {
            stream.readToEnd((block, count) -> shown.addAll(stage.apply(block).members()));
        }
        return shown;
    }

    static List<String> longRows(Path file) throws Exception {
        return longRows(members(file));
    }

    static List<String> longRows(List<Member> members) {
        List<String> rows = new ArrayList<>();
        for (Member member : members) {
            if (member.variables().isEmpty()) {
                rows.add(member.id().asString() + "|null".repeat(10));
            }
            for (VariableValues entry : member.variables()) {
                addRows(member, entry, rows);
            }
        }
        return rows.stream().sorted().toList();
    }

    private static void addRows(Member member, VariableValues entry, List<String> rows) {
        ProfileVariable variable = entry.variable();
        String start = String.join(
                "|",
                member.id().asString(),
                variable.id(),
                variable.name(),
                variable.dataTypeName(),
                String.valueOf(variable.sensitivity().isSensitive()));
        String end = String.valueOf(instant(entry.effectiveDate()));
        if (entry.values().isEmpty()) {
            rows.add(start + "|null".repeat(5) + "|" + end);
        }
        int position = 0;
        for (Value value : entry.values()) {
            rows.add(String.join(
                    "|",
                    start,
                    String.valueOf(position++),
                    text(value.id()),
                    text(value.text()),
                    variable.dataType() == DataType.DOUBLE ? number(value.text()) : "null",
                    variable.dataType() == DataType.DATETIME ? String.valueOf(instant(value.text())) : "null",
                    end));
        }
    }

    static List<String> documents(List<Member> members) {
        return members.stream()
                .map(member -> member.id().asString() + "|" + member.json().asString())
                .sorted()
                .toList();
    }

    private static String text(@Nullable Text text) {
        return text == null ? "null" : text.asString();
    }

    private static String number(@Nullable Text text) {
        try {
            double number = text == null ? Double.NaN : new BigDecimal(text.asString()).doubleValue();
            return Double.isFinite(number) ? String.valueOf(number + 0.0) : "null";
        } catch (NumberFormatException none) {
            return "null";
        }
    }

    private static @Nullable Instant instant(@Nullable Text text) {
        Instant instant = text == null ? null : UtcDateTime.parse(text);
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }
}
