package io.memberport.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

    private static final Text SECRET = Text.of("hushhush");
    private static final Value VALUE = new Value(Value.Kind.STRING, SECRET, SECRET);
    private static final ProfileVariable VARIABLE =
            ProfileVariable.of("variable-id", "City", "string", Sensitivity.SENSITIVE);
    private static final VariableValues VALUES = new VariableValues(VARIABLE, List.of(VALUE), SECRET);
    private static final Member MEMBER = new Member(SECRET, List.of(VALUES), SECRET);

    static Stream<Object> holdersOfData() {
        return Stream.of(
                SECRET,
                SECRET.compact(),
                VALUE,
                VALUES,
                MEMBER,
                MemberBlock.of(0, List.of(MEMBER), 0),
                new ExportBatch(
                        "batch-id",
                        BatchStatus.SUCCEEDED,
                        null,
                        "hushhush",
                        null,
                        "hushhush",
                        "hushhush",
                        "hushhush",
                        URI.create("https://api.example/file?signature=hushhush")));
    }

    @ParameterizedTest
    @MethodSource("holdersOfData")
    void showsNoData(Object holder) {
        String shown = holder.toString();

        assertFalse(shown.contains("hush"), shown);
        assertTrue(shown.startsWith(holder.getClass().getSimpleName() + "["), shown);
    }

    @Test
    void keepsItsOwnCopyOfWhatItIsGiven() {
        List<Value> values = new ArrayList<>(List.of(VALUE));
        List<VariableValues> variables = new ArrayList<>(List.of(VALUES));
        List<Member> members = new ArrayList<>(List.of(MEMBER));
        VariableValues entry = new VariableValues(VARIABLE, values, null);
        Member member = new Member(SECRET, variables, SECRET);
        MemberBlock block = MemberBlock.of(0, members, 0);

        values.clear();
        variables.clear();
        members.clear();

        assertEquals(List.of(VALUE), entry.values());
        assertEquals(List.of(VALUES), member.variables());
        assertEquals(List.of(MEMBER), block.members());
        assertThrows(UnsupportedOperationException.class, () -> entry.values().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> member.variables().clear());
        assertThrows(UnsupportedOperationException.class, () -> block.members().clear());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NULL")
    void tellsANullValueFromAnEmptyOne(Value.Kind kind) {
        assertEquals(Text.EMPTY, new Value(kind, Text.EMPTY, null).text());
        assertThrows(IllegalArgumentException.class, () -> new Value(kind, null, null));
        assertThrows(IllegalArgumentException.class, () -> new Value(Value.Kind.NULL, Text.EMPTY, null));
    }

    @ParameterizedTest
    @CsvSource({
        "string, STRING",
        "double, DOUBLE",
        "datetime, DATETIME",
        "identifier, IDENTIFIER",
        "enum, ENUM",
        "set, SET",
    })
    void knowsTheDataTypesOfTheApi(String wireName, DataType expected) {
        assertEquals(expected, DataType.ofWireName(wireName));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "String", "STRING", "string ", "geo"})
    void keepsTheNameOfADataTypeItDoesNotKnow(@Nullable String wireName) {
        ProfileVariable variable = ProfileVariable.of("id", null, wireName, Sensitivity.UNSTATED);

        assertEquals(DataType.UNKNOWN, variable.dataType());
        assertEquals(wireName, variable.dataTypeName());
    }

    @ParameterizedTest
    @CsvSource({"PENDING, false", "RUNNING, false", "SUCCEEDED, true", "FAILED, true"})
    void knowsWhichStatusIsFinal(BatchStatus status, boolean expected) {
        assertEquals(expected, status.isFinal());
    }

    @Test
    void isAFullExportUnlessItStartsFromAnInstant() {
        ExportMetadata full = new ExportMetadata(null, null, null, null, "hash", 1, 2, 3, 4);
        ExportMetadata incremental = new ExportMetadata(null, Instant.EPOCH, null, null, "hash", 1, 2, 3, 4);

        assertTrue(full.isFull());
        assertFalse(incremental.isFull());
    }

    @Test
    void keepsAllElseWhenGivenABatchId() {
        Instant since = Instant.ofEpochSecond(1);
        Instant export = Instant.ofEpochSecond(2);
        Instant sync = Instant.ofEpochSecond(3);

        assertEquals(
                new ExportMetadata("batch", since, export, sync, "hash", 1, 2, 3, 4),
                new ExportMetadata(null, since, export, sync, "hash", 1, 2, 3, 4).withBatchId("batch"));
    }
}
