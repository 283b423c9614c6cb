package io.memberport.profile.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.TextPattern;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileJsonTest {

    private static final ExportProfile PROFILE = profile();

    @TempDir
    Path folder;

    private static ExportProfile profile() {
        List<VariableProfile> variables = List.of(
                variable(
                        "o",
                        "enum",
                        new Content.Options(
                                List.of(
                                        new Content.Option("guid", "L\u00e4bel \ud83c\udf82", 20),
                                        new Content.Option(null, "", 12)),
                                3,
                                11,
                                false)),
                variable(
                        "n",
                        "double",
                        new Content.Numbers(
                                3,
                                false,
                                new Content.NumberRange(-1.5, 0, 0.1, 1e-12, Double.MAX_VALUE),
                                List.of(new Bin(-2, 0.5, 2), new Bin(0.5, Double.MAX_VALUE, 1)))),
                variable("e", "double", new Content.Numbers(0, true, null, List.of())),
                variable(
                        "t",
                        "datetime",
                        new Content.Times(
                                2,
                                Instant.parse("0001-01-01T00:00:00Z"),
                                Instant.parse("2024-02-29T12:00:00.123456Z"),
                                List.of(new Content.Period(YearMonth.of(0, 1), YearMonth.of(99, 12), 2)))),
                variable(
                        "s",
                        "string",
                        new Content.Texts(
                                1,
                                0,
                                20,
                                List.of(new Bin(0, 0, 1)),
                                Map.of(TextPattern.EMAIL, 7L, TextPattern.PHONE, 1L))),
                variable("w", null, new Content.Texts(0, 0, 0, List.of(), Map.of())));
        return new ExportProfile(
                new ExportMetadata(
                        "b", null, Instant.parse("2026-06-01T02:00:00Z"), null, "0".repeat(64), 1_000, 30, 100, 2),
                10,
                variables,
                List.of(
                        new Finding(Finding.Kind.SHARED_NAMES, null, 2, "A name"),
                        new Finding(Finding.Kind.ODD_DATES, "t", 1, Finding.EFFECTIVE_DATE)),
                variables.stream().map(VariableProfile::definition).toList());
    }

    private static VariableProfile variable(String id, @Nullable String type, Content content) {
        return new VariableProfile(
                ProfileVariable.of(id, "Name of " + id, type, Sensitivity.NOT_SENSITIVE),
                30,
                17,
                18,
                1,
                new DistinctCount(5, true),
                List.of(new Bin(1, 1, 17)),
                content);
    }

    private static String written(ExportProfile profile, @Nullable ProfileComparison comparison) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProfileJson.write(profile, comparison, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ExportProfile read(String json) throws IOException {
        return ProfileJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        assertEquals(PROFILE, read(written(PROFILE, null)));
        assertEquals(PROFILE, read(written(PROFILE, ProfileComparison.of(PROFILE, PROFILE))));
    }

    @Test
    void writesOneLineThatBeginsWithTheVersionOfItsSchema() throws IOException {
        String json = written(PROFILE, null);

        assertTrue(json.startsWith("{\"schemaVersion\":1,\"batchId\":\"b\",\"sinceDatetime\":null,"), json);
        assertEquals(json.length() - 1, json.indexOf('\n'));
        assertTrue(json.contains("\"fillPercent\":56.7,"), json);
        assertTrue(json.contains("{\"from\":0,\"to\":0,\"count\":1}"), json);
        assertTrue(json.contains("\"looks\":{\"email\":7,\"phone\":1}"), json);
    }

    @Test
    void givesTheSameDocumentToAddFieldsTo() throws IOException {
        ProfileComparison comparison = ProfileComparison.of(PROFILE, PROFILE);
        Map<String, ?> document = ProfileJson.document(PROFILE, comparison);

        assertEquals("schemaVersion", document.keySet().iterator().next());
        ObjectMapper mapper = new ObjectMapper();
        assertEquals(
                mapper.readTree(written(PROFILE, comparison)), mapper.readTree(mapper.writeValueAsString(document)));
    }

    @Test
    void writesNamesWithLoneSurrogates() throws IOException {
        VariableProfile odd = new VariableProfile(
                ProfileVariable.of("\ud800", "\udc00 name", "string", Sensitivity.SENSITIVE),
                1,
                0,
                0,
                0,
                new DistinctCount(0, true),
                List.of(),
                new Content.Texts(0, 0, 0, List.of(), Map.of()));
        ExportProfile profile =
                new ExportProfile(PROFILE.export(), 10, List.of(odd), List.of(), List.of(odd.definition()));

        assertEquals(profile, read(written(profile, null)));
    }

    @Test
    void ignoresWhatALaterVersionAdds() throws IOException {
        String later = changed(document -> {
            document.put("more", 1);
            ((ObjectNode) document.at("/variables/0")).putObject("columns").put("PostgreSQL", "name");
            ((ObjectNode) document.at("/findings/0")).put("kind", "of-a-later-version");
            ((ObjectNode) document.at("/variables/4/texts/looks")).put("of-a-later-version", 3);
        });

        ExportProfile read = read(later);

        assertEquals(PROFILE.variables(), read.variables());
        assertEquals(PROFILE.findings().subList(1, 2), read.findings());
    }

    private static String changed(Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(written(PROFILE, null));
        change.accept(document);
        return document.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "{",
                "\"text\"",
                "{\"schemaVersion\":1}",
                "not JSON",
                "<html>",
                "{\"members\":[{\"memberId\":\"SECRET\",\"variables\":[]}]}"
            })
    void refusesWhatIsNoProfile(String other) {
        assertRefused(other);
    }

    @Test
    void refusesFieldsOfAnotherType() throws IOException {
        assertRefused(changed(document -> document.put("schemaVersion", "1")));
        assertRefused(changed(document -> document.putNull("schemaVersion")));
        assertRefused(changed(document -> document.remove("schemaVersion")));
        assertRefused(changed(document -> document.put("members", "30")));
        assertRefused(changed(document -> document.put("members", 30.5)));
        assertRefused(changed(document -> document.putNull("members")));
        assertRefused(changed(document -> document.put("contentSha256", 5)));
        assertRefused(changed(document -> document.putNull("variables")));
        assertRefused(changed(document -> document.put("exportDate", "SECRET")));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/0")).put("sensitive", "SECRET")));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/0")).put("filledMembers", true)));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/0")).remove("id")));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/3/times/months/0")).put("first", 1)));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/0")).put("filledMembers", -1)));
        assertRefused(changed(document -> ((ObjectNode) document.at("/variables/0")).put("filledMembers", 1_000)));
        assertRefused(written(PROFILE, null) + "{}");
        assertRefused("[".repeat(50) + "]".repeat(50));
    }

    private static void assertRefused(String json) {
        MemberportException refused = assertThrows(MemberportException.class, () -> read(json));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        String message = String.valueOf(refused.getMessage());
        assertFalse(message.contains("SECRET"), message);
        assertTrue(message.contains("not a profile that was printed as JSON"), message);
        assertNull(refused.getCause());
    }

    /** Whatever else is different there. */
    @ParameterizedTest
    @ValueSource(strings = {"variables", "members", "contentSha256"})
    void refusesAnotherSchema(String field) throws IOException {
        String later = changed(document -> document.put("schemaVersion", 2).put(field, true));

        MemberportException refused = assertThrows(MemberportException.class, () -> read(later));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertEquals(
                "The earlier profile has the schemaVersion 2, and this version knows 1. Make it again with this version.",
                refused.getMessage());
    }

    @Test
    void readsTheLargestProfileThatItWrites() throws IOException {
        List<Content.Period> months = IntStream.range(0, 120)
                .mapToObj(i -> new Content.Period(
                        YearMonth.of(2000, 1).plusMonths(i),
                        YearMonth.of(2000, 1).plusMonths(i),
                        1_000_000_000L + i))
                .toList();
        Content times = new Content.Times(120_000_000_000L, Instant.EPOCH, Instant.EPOCH, months);
        List<VariableProfile> variables = IntStream.range(0, 6_000)
                .mapToObj(i -> variable("variable " + i, "datetime", times))
                .toList();
        ExportProfile large = new ExportProfile(
                PROFILE.export(),
                10,
                variables,
                List.of(),
                variables.stream().map(VariableProfile::definition).toList());
        Path file = folder.resolve("large.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ProfileJson.write(large, null, out);
        }

        assertTrue(Files.size(file) > 32 << 20, Files.size(file) + " bytes");
        try (InputStream in = Files.newInputStream(file)) {
            assertEquals(large, ProfileJson.read(in));
        }
    }

    @Test
    void refusesADocumentWithoutEnd() {
        MemberportException refused =
                assertThrows(MemberportException.class, () -> ProfileJson.read(endless("{\"schemaVersion\":1")));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertEquals(
                "The file is not a profile that was printed as JSON, or it is longer than 256 MiB, the most that is read.",
                refused.getMessage());
        assertThrows(MemberportException.class, () -> ProfileJson.read(endless("{\"x\":\"")));
    }

    /** Blanks after what it begins with. */
    private static InputStream endless(String start) {
        return new InputStream() {
            private final byte[] begin = start.getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                return at < begin.length ? begin[at++] : ' ';
            }

            @Override
            public int read(byte[] target, int from, int length) {
                target[from] = (byte) read();
                for (int i = 1; i < length; i++) {
                    target[from + i] = (byte) read();
                }
                return length;
            }
        };
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(written(PROFILE, null).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        ProfileJson.read(in);

        assertFalse(closed.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 700})
    void failsAsItsStreamDoes(int after) throws IOException {
        byte[] json = written(PROFILE, null).getBytes(StandardCharsets.UTF_8);
        IOException failure = new IOException("The disk is gone");
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(json, 0, after), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                throw failure;
            }
        });

        assertSame(failure, assertThrows(IOException.class, () -> ProfileJson.read(in)));
    }

    @Test
    void saysHowProfilesDiffer() throws IOException {
        JsonNode comparison = new ObjectMapper()
                .readTree(written(
                        PROFILE,
                        ProfileComparison.of(
                                new ExportProfile(
                                        PROFILE.export(),
                                        10,
                                        PROFILE.variables().subList(1, 6),
                                        List.of(),
                                        List.of()),
                                PROFILE)))
                .get("comparison");

        assertEquals(
                "{\"earlierExportDate\":\"2026-06-01T02:00:00Z\",\"earlierIsFull\":true,\"earlierMembers\":30,\"differences\":[{\"kinds\":[\"new\"],"
                        + "\"before\":null,\"after\":{\"id\":\"o\",\"name\":\"Name of o\",\"dataType\":\"enum\",\"sensitive\":\"no\"},"
                        + "\"fillPercentBefore\":0,\"fillPercentAfter\":56.7}]}",
                comparison.toString());
    }
}
