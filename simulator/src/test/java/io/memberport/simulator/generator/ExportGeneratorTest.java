package io.memberport.simulator.generator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.simulator.generator.ExportShape.Spacing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportGeneratorTest {

    private static final ExportGenerator.Spec SMALL =
            ExportGenerator.Spec.builder().members(40).variables(30).seed(7).build();
    private static final Instant SINCE = Instant.parse("2026-05-20T10:00:00Z");

    @Test
    void givesTheSameBytesOnEveryMachineAndVersion() throws IOException, GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(SMALL));

        assertEquals(
                "267e226838840c0d7b05c30eae9cacb37da0523f130e8b9297488acdf1ea88ba",
                HexFormat.of().formatHex(hash));
    }

    @Test
    void givesTheSameBytesOfEveryShapeOnEveryMachineAndVersion() throws IOException, GeneralSecurityException {
        ExportShape shape = ExportShape.DOCUMENTED
                .withSpacing(Spacing.INDENTED)
                .withMembersFirst()
                .withShuffledFields()
                .withUnknownFields()
                .withOptionalFieldsAbsent();
        ExportGenerator.Spec spec = SMALL.toBuilder()
                .sinceDatetime(SINCE)
                .changedShare(0.5)
                .shape(shape)
                .build();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(spec));

        assertEquals(
                "186fcb35bc4e50dd336d21944c4e2a02ff319214356508b2a3cf55e6d86af39c",
                HexFormat.of().formatHex(hash));
    }

    @Test
    void dependsOnNothingButTheSpec() throws IOException {
        Locale former = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            byte[] elsewhere = bytes(SMALL);
            Locale.setDefault(Locale.ROOT);
            assertArrayEquals(bytes(SMALL), elsewhere);
        } finally {
            Locale.setDefault(former);
        }
    }

    @Test
    void givesAnotherExportForAnotherSeed() throws IOException {
        ExportGenerator.Spec other =
                ExportGenerator.Spec.builder().members(40).variables(30).seed(8).build();

        assertNotEquals(SMALL.batchId(), other.batchId());
        assertTrue(disjoint(memberIds(parse(SMALL)), memberIds(parse(other))));
    }

    @Test
    void hasTheDocumentedFieldsInTheDocumentedOrder() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder().sinceDatetime(SINCE).build());

        assertEquals(
                List.of("id", "exportOptions", "exportDate", "lastSyncDate", "members"), List.copyOf(root.keySet()));
        assertEquals(SMALL.batchId(), root.get("id"));
        assertEquals(Map.of("sinceDatetime", SINCE.toString()), root.get("exportOptions"));
        assertEquals(SMALL.exportDate().toString(), root.get("exportDate"));
        assertEquals(SMALL.lastSyncDate().toString(), root.get("lastSyncDate"));
        Map<String, Object> member = JsonTree.objects(root.get("members")).get(0);
        assertEquals(List.of("memberId", "variables"), List.copyOf(member.keySet()));
        for (Map<String, Object> variable : variables(root)) {
            assertEquals(
                    List.of("id", "name", "dataType", "isSensitive", "values", "effectiveDate"),
                    List.copyOf(variable.keySet()));
        }
        assertTrue(values(root).stream()
                .allMatch(value -> List.copyOf(value.keySet()).equals(List.of("value", "id"))));
    }

    @Test
    void hasEveryDataTypeAlsoWhenThereAreFewVariables() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder().variables(6).build());

        assertEquals(
                Set.of("string", "double", "datetime", "identifier", "enum", "set"),
                collect(variables(root), "dataType"));
    }

    @Test
    void hasWhatBreaksReaders() throws IOException {
        Map<String, Object> root = parse(SMALL);
        Set<String> texts = texts(root);

        for (String part : List.of(
                "\"",
                "\\",
                "\n",
                "\r\n",
                "\t",
                ",",
                ";",
                "\u4F60\u597D",
                "\u05E9\u05DC",
                "\uD83D\uDE00",
                "e\u0301",
                "\uD840\uDC00",
                "\u2028",
                "\uFEFF",
                "\u0001")) {
            assertTrue(texts.stream().anyMatch(text -> text.contains(part)), () -> "no value has " + escape(part));
        }
        for (String start : List.of("=", "+", "-", "@", " ")) {
            assertTrue(texts.stream().anyMatch(text -> text.startsWith(start)), () -> "no value starts with " + start);
        }
        assertTrue(texts.contains(""), "no value is empty");
        assertTrue(values(root).stream().anyMatch(value -> value.get("value") == null), "no value is null");
        assertTrue(JsonTree.objects(root.get("members")).stream()
                .anyMatch(member -> JsonTree.objects(member.get("variables")).isEmpty()));
        assertEquals(Set.of(true, false), collect(variables(root), "isSensitive"));
    }

    @Test
    void hasOnlyPlainValuesWhenNoneIsToBeOdd() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder().oddShare(0).build());

        assertTrue(texts(root).stream().noneMatch(text -> text.isEmpty() || text.contains("\n")));
        assertTrue(values(root).stream().noneMatch(value -> value.get("value") == null));
    }

    @Test
    void writesTheSameCharactersRawAndEscaped() throws IOException {
        String json = new String(bytes(SMALL), StandardCharsets.UTF_8);

        assertTrue(json.contains("smile \uD83D\uDE00"));
        assertTrue(json.contains("smile \\ud83d\\ude00"));
        assertTrue(json.contains("\\/"));
    }

    @Test
    void hasNumbersOfManyShapes() throws IOException {
        Set<Object> values = collect(values(parse(SMALL)), "value");

        for (String digits : List.of(
                "0", "-0", "1e0", "1E+2", "1.50", "12345678901234567", "123456789012345678901234567890", "1e400")) {
            assertTrue(values.contains(new JsonTree.Digits(digits)), () -> "no value is " + digits);
        }
    }

    @Test
    void hasSetsOfZeroToManyValues() throws IOException {
        Set<Integer> sizes = variables(parse(SMALL)).stream()
                .filter(variable -> "set".equals(variable.get("dataType")))
                .map(variable -> JsonTree.objects(variable.get("values")).size())
                .collect(Collectors.toSet());

        assertTrue(sizes.containsAll(Set.of(0, 1, 2, 3)), sizes::toString);
    }

    @Test
    void hasNamesThatAreNotUniqueOrDifferOnlyInCase() throws IOException {
        Map<Object, Object> names = variables(parse(SMALL)).stream()
                .collect(Collectors.toMap(v -> v.get("id"), v -> v.get("name"), (one, same) -> one));

        assertEquals(30, names.size());
        assertTrue(new HashSet<>(names.values()).size() < 30);
        assertTrue(names.values().containsAll(Set.of("customer_segment", "Customer_Segment")));
    }

    @Test
    void keepsTheOptionsOfAListFromMemberToMember() throws IOException {
        Map<Object, Set<Object>> labels = variables(
                        parse(SMALL.toBuilder().oddShare(0).build()))
                .stream()
                .filter(variable -> "enum".equals(variable.get("dataType")))
                .flatMap(variable -> JsonTree.objects(variable.get("values")).stream())
                .filter(value -> value.get("value") != null)
                .collect(Collectors.groupingBy(
                        value -> value.get("id"), Collectors.mapping(value -> value.get("value"), Collectors.toSet())));

        assertTrue(labels.values().stream().allMatch(ofOneId -> ofOneId.size() == 1));
    }

    @Test
    void hasTheShapeOfRealExportsInTheLarge() throws IOException {
        ExportGenerator.Spec spec = ExportGenerator.Spec.builder().members(2000).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportGenerator.Content content = ExportGenerator.of(spec).writeTo(out);

        double bytesPerValue = (double) content.jsonBytes() / content.values();
        double valuesPerMember = (double) content.values() / content.members();
        double presentShare = (double) content.variables() / content.members() / spec.variables();
        assertTrue(bytesPerValue > 215 && bytesPerValue < 240, () -> bytesPerValue + " bytes per value");
        assertTrue(valuesPerMember > 50 && valuesPerMember < 60, () -> valuesPerMember + " values per member");
        assertTrue(presentShare > 0.88 && presentShare < 0.92, () -> presentShare + " of the variables present");
    }

    @Test
    void countsWhatItWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportGenerator.Content content = ExportGenerator.of(SMALL).writeTo(out);
        Map<String, Object> root = JsonTree.parse(out.toByteArray());

        assertEquals(
                new ExportGenerator.Content(
                        40, variables(root).size(), values(root).size(), out.size()),
                content);
    }

    static List<ExportShape> shapesThatSayTheSame() {
        ExportShape documented = ExportShape.DOCUMENTED;
        return List.of(
                documented.withSpacing(Spacing.SPACED),
                documented.withSpacing(Spacing.INDENTED),
                documented.withMembersFirst(),
                documented.withShuffledFields(),
                documented.withShuffledFields().withMembersFirst().withSpacing(Spacing.INDENTED));
    }

    @ParameterizedTest
    @MethodSource("shapesThatSayTheSame")
    void saysTheSameInEveryShape(ExportShape shape) throws IOException {
        ExportGenerator.Spec shaped = SMALL.toBuilder().shape(shape).build();

        assertEquals(parse(SMALL), parse(shaped));
        assertFalse(Arrays.equals(bytes(SMALL), bytes(shaped)));
    }

    @Test
    void saysTheSameCompressed() throws IOException {
        byte[] compressed =
                bytes(SMALL.toBuilder().shape(ExportShape.DOCUMENTED.withGzip()).build());

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertArrayEquals(bytes(SMALL), gzip.readAllBytes());
        }
    }

    @Test
    void changesTheOrderOfFieldsFromVariableToVariableWhenShuffled() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder()
                .shape(ExportShape.DOCUMENTED.withShuffledFields())
                .build());

        assertTrue(variables(root).stream()
                        .map(v -> List.copyOf(v.keySet()))
                        .distinct()
                        .count()
                > 100);
        assertEquals(
                2,
                values(root).stream()
                        .map(v -> List.copyOf(v.keySet()))
                        .distinct()
                        .count());
    }

    @Test
    void addsUndocumentedFieldsAndAnUndocumentedDataType() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder()
                .shape(ExportShape.DOCUMENTED.withUnknownFields())
                .build());

        assertTrue(root.containsKey("version"));
        assertTrue(JsonTree.objects(root.get("members")).get(0).containsKey("panel"));
        assertTrue(variables(root).stream().allMatch(variable -> variable.containsKey("unit")));
        assertTrue(collect(variables(root), "dataType").contains("matrix"));
        assertTrue(values(root).stream().allMatch(value -> value.containsKey("rank")));
    }

    @Test
    void leavesOptionalFieldsOut() throws IOException {
        Map<String, Object> root = parse(SMALL.toBuilder()
                .shape(ExportShape.DOCUMENTED.withOptionalFieldsAbsent())
                .build());

        for (String field : List.of("isSensitive", "effectiveDate")) {
            assertTrue(variables(root).stream().anyMatch(variable -> variable.containsKey(field)), field);
            assertTrue(variables(root).stream().anyMatch(variable -> !variable.containsKey(field)), field);
        }
        assertTrue(values(root).stream().anyMatch(value -> !value.containsKey("id")));
    }

    @Test
    void givesTheChangedMembersWithNewValuesInAnIncrementalExport() throws IOException {
        ExportGenerator.Spec incremental =
                SMALL.toBuilder().sinceDatetime(SINCE).changedShare(0.3).build();
        Map<String, Object> root = parse(incremental);
        List<Object> changed = memberIds(root);

        assertTrue(!changed.isEmpty() && changed.size() < 40);
        assertTrue(memberIds(parse(SMALL)).containsAll(changed));
        assertTrue(collect(variables(root), "effectiveDate").stream()
                .map(date -> Instant.parse((String) date))
                .allMatch(date -> !date.isBefore(SINCE) && date.isBefore(incremental.lastSyncDate())));
        assertNotEquals(
                JsonTree.objects(parse(SMALL).get("members")).get(0),
                JsonTree.objects(root.get("members")).get(0));
    }

    @Test
    void writesACommunityWithoutMembersAndMembersWithoutVariables() throws IOException {
        assertTrue(memberIds(parse(SMALL.toBuilder().members(0).build())).isEmpty());
        for (Spacing spacing : Spacing.values()) {
            ExportShape shape = ExportShape.DOCUMENTED.withSpacing(spacing);
            assertTrue(
                    variables(parse(SMALL.toBuilder().variables(0).shape(shape).build()))
                            .isEmpty());
        }
    }

    @Test
    void refusesWhatCannotBeGenerated() {
        ExportGenerator.Spec.Builder builder = SMALL.toBuilder();

        assertThrows(IllegalArgumentException.class, () -> builder.members(-1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> SMALL.toBuilder().oddShare(1.1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> SMALL.toBuilder().missingShare(Double.NaN).build());
    }

    private static byte[] bytes(ExportGenerator.Spec spec) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportGenerator.of(spec).writeTo(out);
        return out.toByteArray();
    }

    private static Map<String, Object> parse(ExportGenerator.Spec spec) throws IOException {
        return JsonTree.parse(bytes(spec));
    }

    private static List<Object> memberIds(Map<String, Object> root) {
        return JsonTree.objects(root.get("members")).stream()
                .map(member -> Objects.requireNonNull(member.get("memberId")))
                .toList();
    }

    private static List<Map<String, Object>> variables(Map<String, Object> root) {
        List<Map<String, Object>> variables = new ArrayList<>();
        for (Map<String, Object> member : JsonTree.objects(root.get("members"))) {
            variables.addAll(JsonTree.objects(member.get("variables")));
        }
        return variables;
    }

    private static List<Map<String, Object>> values(Map<String, Object> root) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Map<String, Object> variable : variables(root)) {
            values.addAll(JsonTree.objects(variable.get("values")));
        }
        return values;
    }

    private static Set<String> texts(Map<String, Object> root) {
        Set<String> texts = new HashSet<>();
        for (Map<String, Object> value : values(root)) {
            if (value.get("value") instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Set<Object> collect(List<Map<String, Object>> objects, String field) {
        Set<Object> found = new HashSet<>();
        for (Map<String, Object> object : objects) {
            Object content = object.get(field);
            if (content != null) {
                found.add(content);
            }
        }
        return found;
    }

    private static boolean disjoint(List<Object> some, List<Object> others) {
        return Collections.disjoint(some, others);
    }

    private static String escape(String text) {
        return JsonLiterals.escaped(text);
    }
}
