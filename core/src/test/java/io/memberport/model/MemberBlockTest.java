package io.memberport.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.MemberCursor.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a walk over a block tells is what its members say as objects, and what it was made of. */
class MemberBlockTest {

    private static final ProfileVariable CITY = ProfileVariable.of("v-1", "City", "string", Sensitivity.SENSITIVE);
    private static final ProfileVariable TAGS = ProfileVariable.of("v-2", null, "set", Sensitivity.UNSTATED);
    private static final Value NULL = new Value(Value.Kind.NULL, null, null);

    static Stream<List<Member>> members() {
        return Stream.of(
                List.of(),
                List.of(member("")),
                List.of(member("m-1"), member("m-2"), member("m-3", values(CITY, string("Bonn"))), member("m-4")),
                List.of(member("m", values(CITY), values(TAGS), values(CITY, NULL)), member("n", values(TAGS))),
                List.of(member("m", new VariableValues(CITY, List.of(), Text.of("2026-01-01")), values(TAGS))),
                List.of(member("m", new VariableValues(CITY, List.of(NULL, string(""), NULL), Text.EMPTY))),
                List.of(member("m", values(TAGS, new Value(Value.Kind.NULL, null, Text.of("id")), string("\"\\\n😀")))),
                List.of(member("m", values(CITY, string("a")), values(CITY, string("b")), values(CITY))),
                IntStream.range(0, 100).mapToObj(MemberBlockTest::large).toList(),
                List.of(large(2_000), member("m"), large(1)),
                inOneArray());
    }

    private static Member large(int size) {
        return member(
                "m-" + size,
                IntStream.range(0, size)
                        .mapToObj(i -> values(
                                i % 2 == 0 ? CITY : TAGS,
                                IntStream.range(0, i % 5)
                                        .mapToObj(k -> string("value " + k + " of " + i))
                                        .toArray(Value[]::new)))
                        .toArray(VariableValues[]::new));
    }

    /** Members as a parser gives them. */
    private static List<Member> inOneArray() {
        byte[] all = "{m-1Bonn2026}".getBytes(UTF_8);
        Text json = Text.wrap(all, 0, all.length);
        Value bonn = new Value(Value.Kind.STRING, Text.wrap(all, 4, 4), Text.wrap(all, 1, 3));
        VariableValues entry = new VariableValues(CITY, List.of(bonn, bonn), Text.wrap(all, 8, 4));
        return List.of(
                new Member(Text.wrap(all, 1, 3), List.of(entry, entry), json, 7),
                new Member(Text.wrap(all, 1, 2), List.of(), json, 20));
    }

    @ParameterizedTest
    @MethodSource("members")
    void tellsTheSameByCursorAndByObjects(List<Member> members) {
        MemberBlock block = MemberBlock.of(5, members, 3);

        assertEquals(members, walked(block));
        assertEquals(members, block.members());
        assertEquals(members.size(), block.memberCount());
        assertEquals(5, block.firstMemberIndex());
        assertEquals(3, block.unrecognisedFieldCount());
        assertEquals(
                members.stream()
                        .flatMap(member -> member.variables().stream())
                        .mapToLong(entry -> entry.values().size())
                        .sum(),
                block.valueCount());
    }

    private static List<Member> walked(MemberBlock block) {
        List<Member> members = new ArrayList<>();
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            assertEquals(block.firstMemberIndex() + members.size(), at.memberIndex());
            assertEquals(at.json().length(), at.jsonLength());
            List<VariableValues> entries = entries(at);
            assertEquals(at.variableCount(), entries.size());
            members.add(new Member(at.memberId(), entries, at.json(), at.byteOffset()));
        }
        assertFalse(at.nextMember());
        return members;
    }

    private static List<VariableValues> entries(MemberCursor at) {
        List<VariableValues> entries = new ArrayList<>();
        while (at.nextVariable()) {
            entries.add(entry(at));
        }
        assertFalse(at.nextVariable());
        return entries;
    }

    private static VariableValues entry(MemberCursor at) {
        List<Value> values = new ArrayList<>();
        while (at.nextValue()) {
            values.add(new Value(at.kind(), at.value(), at.valueId()));
            assertEquals(at.value(), copied(at, Part.VALUE));
            assertEquals(at.valueId(), copied(at, Part.VALUE_ID));
        }
        assertFalse(at.nextValue());
        assertEquals(at.valueCount(), values.size());
        assertEquals(at.effectiveDate(), copied(at, Part.EFFECTIVE_DATE));
        return new VariableValues(at.variable(), values, at.effectiveDate());
    }

    private static @Nullable Text copied(MemberCursor at, Part part) {
        int length = at.length(part);
        if (length < 0) {
            return null;
        }
        byte[] copy = new byte[length + 2];
        at.copy(part, copy, 1);
        return Text.wrap(copy, 1, length);
    }

    @ParameterizedTest
    @MethodSource("members")
    void namesEachVariableOnceInTheOrderOfTheMembers(List<Member> members) {
        assertEquals(
                members.stream()
                        .flatMap(member -> member.variables().stream())
                        .map(VariableValues::variable)
                        .distinct()
                        .toList(),
                List.copyOf(new ArrayList<>(MemberBlock.of(0, members, 0).variables())));
    }

    /** Two that are equal and not the same, between two whose ids have one hash code. */
    @Test
    void namesVariablesThatAreHardToTellApart() {
        List<VariableValues> variables = Stream.of("Aa", "BB", "Aa", "BB", "Aa")
                .map(id -> values(ProfileVariable.of(id, null, null, Sensitivity.UNSTATED)))
                .toList();

        namesEachVariableOnceInTheOrderOfTheMembers(
                List.of(member("m", variables.toArray(VariableValues[]::new)), member("n", variables.get(4))));
    }

    /** Variables that some members lack, and some have twice or in another order. */
    @Test
    void namesVariablesThatMembersDoNotHaveAlike() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                members.add(member(
                        "m-" + i,
                        random.ints(random.nextInt(5), 0, 6)
                                .mapToObj(n -> values(ProfileVariable.of("v-" + n, null, null, Sensitivity.UNSTATED)))
                                .toArray(VariableValues[]::new)));
            }
            namesEachVariableOnceInTheOrderOfTheMembers(members);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void comesBackToAnyVariableOfTheMember(List<Member> members) {
        MemberCursor at = MemberBlock.of(0, members, 0).cursor();
        for (Member member : members) {
            assertTrue(at.nextMember());
            List<Integer> indexes = new ArrayList<>();
            while (at.nextVariable()) {
                indexes.add(at.variableIndex());
            }
            List<VariableValues> backwards = new ArrayList<>();
            Collections.reverse(indexes);
            for (int index : indexes) {
                at.toVariable(index);
                VariableValues entry = entry(at);
                at.rewindVariable();
                assertEquals(entry, entry(at));
                backwards.add(entry);
            }
            Collections.reverse(backwards);
            assertEquals(member.variables(), backwards);

            at.rewindMember();
            assertFalse(at.nextValue(), "stands at no variable");
            assertEquals(member.variables(), entries(at));
            at.rewindMember();
            assertEquals(member, at.member());
            assertFalse(at.nextVariable());
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void leavesOutTheRestOfAMemberAndOfAVariable(List<Member> members) {
        MemberCursor at = MemberBlock.of(0, members, 0).cursor();
        for (Member member : members) {
            assertTrue(at.nextMember());
            assertEquals(member.id(), at.memberId());
            assertFalse(at.nextValue(), "stands at no variable");
            member.variables().stream().limit(2).forEach(entry -> {
                assertTrue(at.nextVariable());
                assertEquals(!entry.values().isEmpty(), at.nextValue());
            });
        }
        assertFalse(at.nextMember());
    }

    @Test
    void hasTextsThatStayWhenTheCursorGoesOn() {
        MemberCursor at =
                MemberBlock.of(0, List.of(member("m-1"), member("m-2")), 0).cursor();
        at.nextMember();
        Text first = at.memberId();

        at.nextMember();

        assertEquals(Text.of("m-1"), first);
    }

    @Test
    void hasNoMembersBeyondItsOwn() {
        List<Member> members = MemberBlock.of(0, List.of(member("m")), 0).members();

        assertThrows(IndexOutOfBoundsException.class, () -> members.get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> members.get(-1));
    }

    @Test
    void dropsMembersThatWereNotEnded() {
        byte[] bytes = "abcdef".getBytes(UTF_8);
        MemberBlockBuilder builder = new MemberBlockBuilder(bytes);
        addVariable(builder, CITY, 300);
        builder.startMember();
        addVariable(builder, TAGS, 1);
        builder.value(Value.Kind.STRING, 0, 1, 0, 1);
        builder.startMember();
        addVariable(builder, CITY, 2);
        builder.endMember(4, 1, 5, 1, 9);
        assertEquals(1, builder.memberCount());
        builder.startMember();
        addVariable(builder, TAGS, 3);

        MemberBlock block = builder.build(0, 0);

        Value b = new Value(Value.Kind.STRING, Text.of("b"), null);
        List<VariableValues> entries = List.of(new VariableValues(CITY, List.of(b, b), Text.of("cd")));
        assertEquals(List.of(new Member(Text.of("e"), entries, Text.of("f"), 9)), block.members());
        assertEquals(block.members(), walked(block));
        assertEquals(2, block.valueCount());
    }

    @Test
    void dropsValuesOfTheVariableThatWasNotEnded() {
        byte[] bytes = "abcdef".getBytes(UTF_8);
        MemberBlockBuilder builder = new MemberBlockBuilder(bytes);
        builder.startMember();
        builder.value(Value.Kind.STRING, 0, 1, 0, 1);
        builder.dropValues();
        addVariable(builder, CITY, 2);
        builder.value(Value.Kind.STRING, 0, 1, 0, 1);
        builder.dropValues();
        addVariable(builder, TAGS, 0);
        builder.endMember(4, 1, 5, 1, 9);

        MemberBlock block = builder.build(0, 0);

        Value b = new Value(Value.Kind.STRING, Text.of("b"), null);
        List<VariableValues> entries = List.of(
                new VariableValues(CITY, List.of(b, b), Text.of("cd")),
                new VariableValues(TAGS, List.of(), Text.of("cd")));
        assertEquals(List.of(new Member(Text.of("e"), entries, Text.of("f"), 9)), walked(block));
    }

    private static void addVariable(MemberBlockBuilder builder, ProfileVariable variable, int values) {
        for (int i = 0; i < values; i++) {
            builder.value(Value.Kind.STRING, 1, 1, 0, MemberBlockBuilder.ABSENT);
        }
        builder.endVariable(variable, 2, 2);
    }

    @Test
    void copiesTextsThatLieElsewhere() {
        byte[] bytes = "m-1{}".getBytes(UTF_8);
        MemberBlockBuilder builder = new MemberBlockBuilder(bytes);
        byte[] other = "<new><much longer than that>".getBytes(UTF_8);
        int id = builder.place(bytes, 0, 3);
        int small = builder.place(other, 1, 3);
        int large = builder.place(other, 6, 21);
        builder.startMember();
        builder.value(Value.Kind.STRING, small, 3, large, 21);
        builder.endVariable(CITY, 0, MemberBlockBuilder.ABSENT);
        builder.endMember(id, 3, builder.place(bytes, 3, 2), 2, Member.NO_OFFSET);

        MemberBlock block = builder.build(0, 0);
        Arrays.fill(other, (byte) 'x');

        Value value = new Value(Value.Kind.STRING, Text.of("new"), Text.of("much longer than that"));
        assertEquals(0, id);
        assertEquals(
                List.of(new Member(
                        Text.of("m-1"), List.of(new VariableValues(CITY, List.of(value), null)), Text.of("{}"))),
                block.members());
        assertArrayEquals("m-1{}".getBytes(UTF_8), bytes);
    }

    @Test
    void takesMembersWhoseTextsLieAmongItsBytesWithoutCopying() {
        byte[] bytes = "m-1{}".getBytes(UTF_8);
        MemberBlockBuilder builder = new MemberBlockBuilder(bytes);

        builder.add(new Member(Text.wrap(bytes, 0, 3), List.of(), Text.wrap(bytes, 3, 2)));

        MemberBlock block = builder.build(0, 0);
        assertEquals(List.of(new Member(Text.of("m-1"), List.of(), Text.of("{}"))), block.members());
        bytes[0] = 'n';
        assertEquals(Text.of("n-1"), block.members().get(0).id());
    }

    private static Member member(String id, VariableValues... variables) {
        return new Member(Text.of(id), List.of(variables), Text.of("{" + id + "}"), 100 + id.length());
    }

    private static VariableValues values(ProfileVariable variable, Value... values) {
        return new VariableValues(variable, List.of(values), null);
    }

    private static Value string(String text) {
        return new Value(Value.Kind.STRING, Text.of(text), text.isEmpty() ? null : Text.of("id of " + text));
    }
}
