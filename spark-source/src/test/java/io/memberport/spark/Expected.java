package io.memberport.spark;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.column.TypedColumns;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** A row per member; sets as Spark prints them. */
    static List<String> wideRows(List<Member> members) {
        Set<ProfileVariable> variables = new LinkedHashSet<>();
        members.forEach(member -> member.variables().forEach(entry -> variables.add(entry.variable())));
        List<TypedColumn> columns =
                TypedColumns.assign(List.copyOf(variables), List.of()).present();
        return members.stream().map(member -> wideRow(member, columns)).sorted().toList();
    }

    private static String wideRow(Member member, List<TypedColumn> columns) {
        List<String> cleared = new ArrayList<>();
        StringBuilder cells = new StringBuilder();
        for (TypedColumn column : columns) {
            List<VariableValues> entries = member.variables().stream()
                    .filter(entry -> entry.variable().id().equals(column.variableId()))
                    .toList();
            String cell = entries.isEmpty() ? "null" : cell(entries.get(entries.size() - 1), column.kind());
            if (!entries.isEmpty() && cell.equals("null")) {
                cleared.add(column.name());
            }
            cells.append('|').append(cell);
        }
        return member.id().asString() + "|" + array(cleared) + cells;
    }

    private static String array(List<String> texts) {
        return "ArraySeq(" + String.join(", ", texts) + ")";
    }

    private static String cell(VariableValues entry, ColumnKind kind) {
        List<@Nullable Text> texts = entry.values().stream().map(Value::text).toList();
        return switch (kind) {
            case LIST ->
                texts.isEmpty()
                        ? "null"
                        : array(texts.stream().map(Expected::text).toList());
            case NUMBER -> texts.size() == 1 ? number(texts.get(0)) : "null";
            case TIME -> texts.size() == 1 ? String.valueOf(instant(texts.get(0))) : "null";
            case TEXT -> texts.size() == 1 ? text(texts.get(0)) : texts.isEmpty() ? "null" : "several";
        };
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
