package io.memberport.testkit;

import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.testkit.fixture.KeptDetail;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a target must show after some exports have been committed to it, one after the other, by the rules that its fixture
 * names. Immutable.
 */
record ExpectedContent(SinkFixture fixture, List<Row> rows) {

    /** A value that should be there, and whether the latest export brought it. */
    private record Row(StoredValue value, boolean latest) {

        Row former() {
            return new Row(value, false);
        }
    }

    /** Nothing has been committed yet. */
    static ExpectedContent nothing(SinkFixture fixture) {
        return new ExpectedContent(fixture, List.of());
    }

    /** How many values of an export something else stands for, a null for example. */
    long replacedBy(TestExport export) {
        return export.members().stream()
                .flatMap(member -> member.variables().stream())
                .flatMap(entry -> entry.values().stream()
                        .filter(value -> value.text() != null && fixture.shown(entry.variable(), value) == null))
                .count();
    }

    /** What is there after one more export. */
    ExpectedContent after(TestExport export) {
        Map<String, List<Row>> brought = groups(export);
        List<Row> added = brought.values().stream().flatMap(List::stream).toList();
        List<Row> kept = rows.stream().map(Row::former).toList();
        return switch (fixture.accumulation()) {
            case SNAPSHOT -> new ExpectedContent(fixture, added);
            case APPEND -> new ExpectedContent(fixture, join(kept, added));
            case MERGE -> new ExpectedContent(fixture, join(without(kept, brought.keySet()), added));
            case SNAPSHOT_AND_CHANGES ->
                new ExpectedContent(
                        fixture, export.sinceDatetime() == null ? added : join(without(kept, brought.keySet()), added));
        };
    }

    private static List<Row> without(List<Row> some, Set<String> keys) {
        return some.stream().filter(row -> !keys.contains(key(row.value()))).toList();
    }

    /** What the export brings, by member and variable. */
    private Map<String, List<Row>> groups(TestExport export) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Member member : export.members()) {
            Map<String, List<Row>> ofMember = new LinkedHashMap<>();
            valuesOf(member)
                    .forEach(value -> ofMember.computeIfAbsent(key(value), key -> new ArrayList<>())
                            .add(new Row(value, true)));
            ofMember.forEach((key, some) -> {
                List<Row> before = groups.getOrDefault(key, List.of());
                groups.put(
                        key,
                        switch (fixture.repeatedMember()) {
                            case KEPT -> join(before, some);
                            case LAST_WINS -> some;
                        });
            });
        }
        return groups;
    }

    private static String key(StoredValue value) {
        return value.memberId() + '\n' + (value.variableId() == null ? "" : value.variableId());
    }

    private Stream<StoredValue> valuesOf(Member member) {
        String id = member.id().asString();
        return member.variables().isEmpty()
                ? Stream.of(StoredValue.ofMember(id))
                : member.variables().stream().flatMap(entry -> valuesOf(id, entry).stream());
    }

    private List<StoredValue> valuesOf(String member, VariableValues entry) {
        if (entry.values().isEmpty()) {
            return List.of(stored(member, entry, null, null));
        }
        List<StoredValue> values = new ArrayList<>();
        for (Value value : entry.values()) {
            values.add(stored(member, entry, values.size(), value));
        }
        return values;
    }

    private StoredValue stored(String member, VariableValues entry, @Nullable Integer position, @Nullable Value value) {
        ProfileVariable variable = entry.variable();
        return new StoredValue(
                member,
                variable.id(),
                variable.name(),
                variable.dataTypeName(),
                variable.sensitivity().isSensitive(),
                position,
                value == null ? null : string(value.id()),
                value == null ? null : fixture.shown(variable, value),
                string(entry.effectiveDate()));
    }

    private static @Nullable String string(@Nullable Text text) {
        return text == null ? null : text.asString();
    }

    /**
     * How what is there differs from what should be.
     *
     * @return one line for each difference, the first few of them; empty if there is none
     */
    List<String> differences(Collection<StoredValue> found) {
        List<String> differences = new ArrayList<>();
        List<StoredValue> expected = rows.stream().map(Row::value).toList();
        differences.addAll(Difference.between("member", memberIds(expected), memberIds(found)));
        differences.addAll(Difference.between("value", comparable(expected), comparable(found)));
        return differences;
    }

    private static List<String> memberIds(Collection<StoredValue> values) {
        return values.stream().map(StoredValue::memberId).distinct().toList();
    }

    private boolean mergesChanges() {
        return switch (fixture.accumulation()) {
            case MERGE, SNAPSHOT_AND_CHANGES -> true;
            case SNAPSHOT, APPEND -> false;
        };
    }

    private List<StoredValue> comparable(Collection<StoredValue> values) {
        Set<String> former = rows.stream()
                .filter(row -> !row.latest() && mergesChanges())
                .map(row -> key(row.value()))
                .collect(Collectors.toSet());
        // Values of former exports may be shown with the variable's former definition or with its present one.
        return values.stream()
                .map(value -> former.contains(key(value)) ? withoutDefinition(value) : value)
                .flatMap(this::comparable)
                .toList();
    }

    private Stream<StoredValue> comparable(StoredValue value) {
        Set<KeptDetail> keeps = fixture.keeps();
        boolean saysNothing = value.value() == null && !keeps.contains(KeptDetail.NOTHING);
        return value.variableId() == null || saysNothing ? Stream.empty() : Stream.of(reduced(value, keeps));
    }

    private static List<Row> join(List<Row> some, List<Row> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static StoredValue withoutDefinition(StoredValue value) {
        return new StoredValue(
                value.memberId(),
                value.variableId(),
                null,
                null,
                null,
                value.position(),
                value.valueId(),
                value.value(),
                value.effectiveDate());
    }

    /** The same without what a target does not keep, and with the date as an instant. */
    private static StoredValue reduced(StoredValue value, Set<KeptDetail> kept) {
        return new StoredValue(
                value.memberId(),
                value.variableId(),
                kept.contains(KeptDetail.VARIABLE_NAME) ? value.variableName() : null,
                kept.contains(KeptDetail.DATA_TYPE) ? value.dataType() : null,
                kept.contains(KeptDetail.SENSITIVITY) ? value.sensitive() : null,
                value.position(),
                kept.contains(KeptDetail.VALUE_ID) ? value.valueId() : null,
                value.value(),
                kept.contains(KeptDetail.EFFECTIVE_DATE) ? asInstant(value.effectiveDate()) : null);
    }

    private static @Nullable String asInstant(@Nullable String date) {
        Instant instant = date == null ? null : UtcDateTime.parse(date);
        return instant == null ? date : instant.toString();
    }
}
