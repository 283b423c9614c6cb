package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.file.MemberDecoder.UnknownFields;
import io.memberport.file.fault.MalformedExports;
import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the fast reader of members against the strict one. */
public class MemberScannerTest {

    private static final String[] WELL_FORMED = {
        """
        {"memberId":"m1","variables":[{"id":"v1","name":"Age","dataType":"double","isSensitive":false,\
        "values":[{"value":42,"id":"x1"}],"effectiveDate":"2024-01-01T00:00:00Z"},{"id":"v2","name":"Köln 日本 😀",\
        "dataType":"set","isSensitive":true,"values":[{"value":"a\\"b\\\\\\u00e9\\ud83d\\ude00\\n","id":"x2"},\
        {"value":"","id":null}],"effectiveDate":null}]}""", """
        { "variables" : [ { "values" : [ { "id" : "x1" , "value" : -1.50e+10 } ] , "effectiveDate" : "d" , "id" : "v1" } ] ,
        "memberId" : "m2" }""", """
        {"memberId":"m3","variables":[{"id":"v1","name":null,"dataType":null,"isSensitive":null,"values":null},\
        {"id":"v3","values":[]},{"id":"v4","values":[{"value":true},{"value":false},{"value":null},{"id":"i"}]}]}""", """
        {"memberId":"m4"}""", """
        {"xx":1,"memberId":"m5","xy":{"xx":[1]},"variables":[{"id":"v1","xx":2,"values":[{"xx":3,"value":1,"xy":4},\
        {"xx":5,"xy":6}],"xy":7,"":8}]}""",
    };

    /** Bytes that mean something in JSON or in UTF-8, so that a change has a chance to be nearly right. */
    private static final byte[] TELLING_BYTES = "{}[]\",:\\ \n\t0123456789-+.eEtrufalsn/bx\u0000\u001f".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void readsWhatTheParserReads(int index) {
        byte[] json = WELL_FORMED[index].getBytes(UTF_8);

        assertEquals(parsed(json), scanned(json));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void agreesWithTheParserOnAnyDamagedMember(int index) {
        byte[] json = WELL_FORMED[index].getBytes(UTF_8);
        SplittableRandom random = new SplittableRandom(index);
        int read = 0;
        for (int round = 0; round < 30_000; round++) {
            byte[] damaged = damaged(json, random);

            Read fast = scanned(damaged);

            if (fast != null) {
                read++;
                assertEquals(parsed(damaged), fast, () -> new String(damaged, UTF_8));
            }
        }
        assertTrue(read > 100, "the damage was always fatal, so nothing was compared");
    }

    @Test
    void agreesWithTheParserOnEveryCutMember() {
        byte[] json = WELL_FORMED[0].getBytes(UTF_8);
        for (int length = 1; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertNull(scanned(cut));
            assertThrows(MemberportException.class, () -> parsed(cut));
        }
    }

    @Test
    void givesEqualDefinitionsAsTheSameObjectWhateverIsBetweenThem() {
        VariableDictionary dictionary = new VariableDictionary();
        byte[] json = WELL_FORMED[0].getBytes(UTF_8);

        Member first = member(scanned(json, dictionary));
        Member again = member(scanned(json, dictionary));
        Member parsed = parser(dictionary).parse(json, 0, json.length, 0, 0, new UnknownFields());

        for (int i = 0; i < 2; i++) {
            assertSame(
                    first.variables().get(i).variable(),
                    again.variables().get(i).variable());
            assertSame(
                    first.variables().get(i).variable(),
                    parsed.variables().get(i).variable());
        }
    }

    @Test
    void agreesWithTheParserOnAnyDamagedMemberWhoseDefinitionsItKnows() {
        byte[] json = WELL_FORMED[0].getBytes(UTF_8);
        SplittableRandom random = new SplittableRandom(11);
        int read = 0;
        for (int round = 0; round < 30_000; round++) {
            VariableDictionary dictionary = new VariableDictionary();
            scanned(json, dictionary);
            byte[] damaged = damaged(json, random);

            Read fast = scanned(damaged, dictionary);

            if (fast != null) {
                read++;
                assertEquals(parsed(damaged), fast, () -> new String(damaged, UTF_8));
            }
        }
        assertTrue(read > 100, "the damage was always fatal, so nothing was compared");
    }

    @Test
    void readsAnUnknownFieldBehindTheValuesOfEveryVariable() {
        VariableDictionary dictionary = new VariableDictionary();
        byte[] json = WELL_FORMED[0]
                .replace("\"effectiveDate\"", "\"source\":1,\"effectiveDate\"")
                .getBytes(UTF_8);

        for (int round = 0; round < 2; round++) {
            assertEquals(parsed(json), scanned(json, dictionary));
        }
    }

    @Test
    void keepsNoDefinitionsBeyondTheMost() {
        VariableDictionary dictionary = new VariableDictionary();
        for (int i = 0; i < 10_000; i++) {
            dictionary.known(ProfileVariable.of("kept" + i, null, null, Sensitivity.UNSTATED));
        }
        byte[] json = WELL_FORMED[0].getBytes(UTF_8);
        assertEquals(parsed(json), scanned(json, dictionary));

        JsonScanner atFirstVariable = new JsonScanner(json);
        atFirstVariable.reset(WELL_FORMED[0].indexOf("{\"id\""), json.length);
        assertNull(dictionary.beforeFirst().following(atFirstVariable));
    }

    @Test
    void readsMembersThatLeaveOutAndAddVariables() {
        VariableDictionary dictionary = new VariableDictionary();
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder json = new StringBuilder("{\"memberId\":\"m\",\"variables\":[");
            String separator = "";
            for (int v = 0; v < 12; v++) {
                if (random.nextInt(3) > 0) {
                    json.append(separator)
                            .append("{\"id\":\"v")
                            .append(random.nextInt(50) == 0 ? random.nextInt(99) : v)
                            .append("\",\"name\":\"n")
                            .append(random.nextInt(40) == 0 ? random.nextInt(3) : v)
                            .append("\",\"dataType\":\"string\",\"isSensitive\":")
                            .append(random.nextInt(60) == 0)
                            .append(",\"values\":[{\"value\":\"x\",\"id\":\"i\"}]}");
                    separator = ",";
                }
            }
            byte[] bytes = json.append("]}").toString().getBytes(UTF_8);

            assertEquals(parsed(bytes), scanned(bytes, dictionary));
        }
    }

    @Test
    void countsOnlyMembersThatItReads() {
        byte[] twoFields =
                "{\"memberId\":\"m\",\"variables\":[{\"id\":\"v\",\"values\":[{\"value\":1}]}],\"memberId\":1}"
                        .getBytes(UTF_8);
        MemberBlockBuilder block = new MemberBlockBuilder(twoFields);
        MemberScanner scanner = new MemberScanner(twoFields, block, new VariableDictionary());

        assertThrows(NotCommonFormException.class, () -> scanner.scan(0, twoFields.length));

        assertEquals(0, block.build(0, 0).valueCount());
    }

    public static byte[] damaged(byte[] json, SplittableRandom random) {
        byte[] damaged = json.clone();
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(5)) {
            case 0 -> damaged[at] = (byte) random.nextInt(256);
            case 1 -> damaged[at] = TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
            case 2 -> damaged = without(damaged, at);
            case 3 -> damaged = with(damaged, at, TELLING_BYTES[random.nextInt(TELLING_BYTES.length)]);
            default -> {
                int other = random.nextInt(damaged.length);
                byte swapped = damaged[at];
                damaged[at] = damaged[other];
                damaged[other] = swapped;
            }
        }
        return damaged;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] with(byte[] bytes, int at, byte added) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = added;
        return longer;
    }

    /** A member, and what was counted on the way. */
    private record Read(Member member, long values, long unrecognisedFields) {}

    /** Null if it is not in the common form. */
    private static @Nullable Read scanned(byte[] json) {
        return scanned(json, new VariableDictionary());
    }

    private static @Nullable Read scanned(byte[] json, VariableDictionary dictionary) {
        MemberBlockBuilder block = new MemberBlockBuilder(json);
        MemberScanner scanner = new MemberScanner(json, block, dictionary);
        try {
            if (scanner.scan(0, json.length) != json.length) {
                return null;
            }
            return read(block, scanner.accept(0));
        } catch (NotCommonFormException form) {
            return null;
        }
    }

    private static Read parsed(byte[] json) {
        UnknownFields unknown = new UnknownFields();
        MemberBlockBuilder block = new MemberBlockBuilder(json);
        block.add(parser(new VariableDictionary()).parse(json, 0, json.length, 0, 0, unknown));
        return read(block, unknown.count);
    }

    private static Read read(MemberBlockBuilder builder, long unrecognisedFields) {
        MemberBlock block = builder.build(0, unrecognisedFields);
        return new Read(block.members().get(0), block.valueCount(), block.unrecognisedFieldCount());
    }

    private static Member member(@Nullable Read read) {
        return Objects.requireNonNull(read).member();
    }

    private static MemberParser parser(VariableDictionary dictionary) {
        return new MemberParser(MalformedExports.of("member"), DocumentLimits.DEFAULT, dictionary);
    }
}
