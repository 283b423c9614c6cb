package io.memberport.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.AppliedPrivacy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrivacyStageTest {

    private static final ProfileVariable EMAIL =
            ProfileVariable.of("1", "E \"mail\"\n", "string", Sensitivity.SENSITIVE);
    private static final ProfileVariable AGE = ProfileVariable.of("2", "Age", "double", Sensitivity.NOT_SENSITIVE);
    private static final ProfileVariable HOBBIES = ProfileVariable.of("3", null, "set", Sensitivity.UNSTATED);
    private static final ProfileVariable ODD = ProfileVariable.of("4", "Odd", null, Sensitivity.UNSTATED);

    private static final Text DATE = Text.of("2026-01-02T03:04:05Z");
    private static final Text JSON = Text.of("{\"as\":\"sent\"}");

    private static final Member MEMBER = new Member(
            Text.of("m-1"),
            List.of(
                    new VariableValues(EMAIL, List.of(value("a@example.com", null)), DATE),
                    new VariableValues(AGE, List.of(new Value(Value.Kind.NUMBER, Text.of("4.20e1"), null)), null),
                    new VariableValues(
                            HOBBIES,
                            List.of(
                                    value("Chess", "o-1"),
                                    value("A\t\"B\" \\ \u00e9", "o-2"),
                                    new Value(Value.Kind.NULL, null, Text.of("o-3"))),
                            null),
                    new VariableValues(ODD, List.of(new Value(Value.Kind.JSON, Text.of("{\"x\":[1]}"), null)), DATE)),
            JSON,
            17);

    private static final Member EMPTY = new Member(Text.of("m-2"), List.of(), JSON, 99);
    private static final MemberBlock BLOCK = MemberBlock.of(5, List.of(MEMBER, EMPTY), 3);

    private static Value value(String text, @Nullable String id) {
        return new Value(Value.Kind.STRING, Text.of(text), id == null ? null : Text.of(id));
    }

    private static PrivacyPolicy.Builder policy() {
        return PrivacyPolicy.builder().key(PolicyCorpus.KEY);
    }

    private static Text hash(String text) {
        return new Hasher(PolicyCorpus.KEY).hash(Text.of(text));
    }

    private static ExportMetadata metadata(@Nullable Instant since) {
        return new ExportMetadata("b", since, null, null, "0".repeat(64), 1, 2, 6, 3);
    }

    private static long dropped(ExportMetadata metadata) {
        return Objects.requireNonNull(metadata.privacy()).droppedValues();
    }

    @Test
    void doesNothingIfAllIsKept() {
        PrivacyStage stage = PrivacyStage.of(PrivacyPolicy.NONE);
        assertSame(BLOCK, stage.apply(BLOCK));
        assertNull(stage.apply(metadata(null)).privacy());
        assertEquals(3, stage.unprotectedVariables(), "one sensitive, two not stated");
        PrivacyStage told = PrivacyStage.of(
                PrivacyPolicy.builder().sensitive(PrivacyAction.KEEP).build());
        assertSame(BLOCK, told.apply(BLOCK));
        assertEquals(0, told.unprotectedVariables());
    }

    @Test
    void whatIsDroppedIsNotThere() {
        PrivacyStage stage = PrivacyStage.of(policy().rule(PrivacyAction.DROP, VariableSelector.id("1"))
                .rule(PrivacyAction.DROP, VariableSelector.id("3"))
                .build());
        MemberBlock shown = stage.apply(BLOCK);
        assertEquals(5, shown.firstMemberIndex());
        assertEquals(2, shown.valueCount());
        Member member = shown.members().get(0);
        assertEquals(List.of(MEMBER.variables().get(1), MEMBER.variables().get(3)), member.variables());
        assertSame(AGE, member.variables().get(0).variable());
        assertEquals(MEMBER.id(), member.id());
        assertEquals(17, member.byteOffset());
        assertEquals(
                "{\"memberId\":\"m-1\",\"variables\":[{\"id\":\"2\",\"name\":\"Age\",\"dataType\":\"double\","
                        + "\"isSensitive\":false,\"values\":[{\"value\":4.20e1}]},{\"id\":\"4\",\"name\":\"Odd\","
                        + "\"values\":[{\"value\":{\"x\":[1]}}],\"effectiveDate\":\"2026-01-02T03:04:05Z\"}]}",
                member.json().asString());
        assertEquals(
                "{\"memberId\":\"m-2\",\"variables\":[]}",
                shown.members().get(1).json().asString());
        assertEquals(List.of(AGE, ODD), stage.apply(List.of(EMAIL, AGE, HOBBIES, ODD)));
        assertEquals(1, stage.unprotectedVariables(), "Odd, which no rule is for");
    }

    @Test
    void whatIsHashedOrMaskedIsText() {
        PrivacyStage stage = PrivacyStage.of(policy().hashMemberIds()
                .rule(PrivacyAction.HASH, VariableSelector.id("3"))
                .rule(PrivacyAction.MASK, VariableSelector.id("2"))
                .rule(PrivacyAction.MASK, VariableSelector.id("4"))
                .mask("\u2013")
                .build());
        Member member = stage.apply(BLOCK).members().get(0);
        assertEquals(hash("m-1"), member.id());
        assertEquals(MEMBER.variables().get(0), member.variables().get(0));

        VariableValues age = member.variables().get(1);
        assertEquals(ProfileVariable.of("2", "Age", "string", Sensitivity.NOT_SENSITIVE), age.variable());
        assertEquals(List.of(value("\u2013", null)), age.values());

        VariableValues hobbies = member.variables().get(2);
        assertEquals(ProfileVariable.of("3", null, "string", Sensitivity.UNSTATED), hobbies.variable());
        assertEquals(
                List.of(
                        new Value(Value.Kind.STRING, hash("Chess"), null),
                        new Value(Value.Kind.STRING, hash("A\t\"B\" \\ \u00e9"), null),
                        new Value(Value.Kind.NULL, null, null)),
                hobbies.values());
        assertEquals(List.of(value("\u2013", null)), member.variables().get(3).values());
        assertEquals(DATE, member.variables().get(3).effectiveDate());
        assertSame(
                stage.apply(BLOCK).members().get(0).variables().get(1).variable(),
                age.variable(),
                "one object for each definition");
        assertEquals(List.of(age.variable(), hobbies.variable()), stage.apply(List.of(AGE, HOBBIES)));
    }

    @Test
    void writesJsonThatSaysTheSame() {
        PrivacyStage stage = PrivacyStage.of(
                policy().rule(PrivacyAction.DROP, VariableSelector.id("4")).build());
        assertEquals(
                "{\"memberId\":\"m-1\",\"variables\":[{\"id\":\"1\",\"name\":\"E \\\"mail\\\"\\u000a\","
                        + "\"dataType\":\"string\",\"isSensitive\":true,\"values\":[{\"value\":\"a@example.com\"}],"
                        + "\"effectiveDate\":\"2026-01-02T03:04:05Z\"},{\"id\":\"2\",\"name\":\"Age\","
                        + "\"dataType\":\"double\",\"isSensitive\":false,\"values\":[{\"value\":4.20e1}]},"
                        + "{\"id\":\"3\",\"dataType\":\"set\",\"values\":[{\"id\":\"o-1\",\"value\":\"Chess\"},"
                        + "{\"id\":\"o-2\",\"value\":\"A\\u0009\\\"B\\\" \\\\ \u00e9\"},"
                        + "{\"id\":\"o-3\",\"value\":null}]}]}",
                stage.apply(BLOCK).members().get(0).json().asString());
    }

    @Test
    void keepsTextsWhereverTheyLie() {
        byte[] bytes = "m-1 a text that is kept".getBytes(StandardCharsets.UTF_8);
        MemberBlockBuilder builder = new MemberBlockBuilder(bytes);
        builder.startMember();
        builder.value(Value.Kind.STRING, Text.wrap(bytes, 4, 6), Text.of("elsewhere"));
        builder.endVariable(AGE, builder.place(bytes, 20, 3), 3);
        builder.endVariable(EMAIL, 0, MemberBlockBuilder.ABSENT);
        builder.endMember(0, 3, 0, bytes.length, 7);
        MemberBlock block = builder.build(0, 0);
        PrivacyStage stage = PrivacyStage.of(policy().hashMemberIds()
                .rule(PrivacyAction.DROP, VariableSelector.id("1"))
                .build());
        Member shown = stage.apply(block).members().get(0);
        assertEquals(hash("m-1"), shown.id());
        assertEquals(block.members().get(0).variables().subList(0, 1), shown.variables());
        // A stage after a stage: a text that lies among those that were copied.
        assertEquals(
                shown.variables(),
                stage.apply(stage.apply(block)).members().get(0).variables());
    }

    @Test
    void countsWhatCameAndWhatWent() {
        PrivacyPolicy policy = policy().withoutNamesOfDropped()
                .rule(PrivacyAction.DROP, VariableSelector.id("1"))
                .rule(PrivacyAction.HASH, VariableSelector.id("3"))
                .build();
        PrivacyStage stage = PrivacyStage.of(policy);
        stage.apply(BLOCK);
        stage.apply(BLOCK);
        AppliedPrivacy applied = stage.apply(metadata(null)).privacy();
        assertEquals(
                new AppliedPrivacy(
                        Objects.requireNonNull(policy.fingerprint()),
                        null,
                        2,
                        List.of(
                                new AppliedPrivacy.Treated(
                                        ProfileVariable.of("1", null, "string", Sensitivity.SENSITIVE),
                                        PrivacyAction.DROP,
                                        2),
                                new AppliedPrivacy.Treated(AGE, PrivacyAction.KEEP, 2),
                                new AppliedPrivacy.Treated(HOBBIES, PrivacyAction.HASH, 6),
                                new AppliedPrivacy.Treated(ODD, PrivacyAction.KEEP, 2))),
                applied);
    }

    @Test
    void refusesAnExportOfAllMembersThatLacksAVariableOfARule() {
        PrivacyPolicy.Builder rules = policy().rule(PrivacyAction.DROP, VariableSelector.name("Emial"))
                .rule(PrivacyAction.DROP, VariableSelector.namesLike("Nothing*"))
                .rule(PrivacyAction.DROP, VariableSelector.name("Age"));
        PrivacyStage stage = PrivacyStage.of(rules.build());
        stage.apply(BLOCK);
        MemberportException refused = assertThrows(MemberportException.class, () -> stage.apply(metadata(null)));
        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(refused.toString().contains("does not have: Emial, Nothing*."), refused.toString());
        assertEquals(1, dropped(stage.apply(metadata(Instant.EPOCH))), "changes need not have it");

        PrivacyStage allowing = PrivacyStage.of(rules.allowMissing().build());
        allowing.apply(BLOCK);
        assertEquals(1, dropped(allowing.apply(metadata(null))));
    }

    @Test
    void refusesMoreDefinitionsThanItCanAccountFor() {
        PrivacyPolicy policy = policy().rule(PrivacyAction.DROP, VariableSelector.name("Question 1"))
                .build();
        assertEquals(9_999, variablesOf(PrivacyStage.of(policy), 10_000));
        MemberportException refused =
                assertThrows(MemberportException.class, () -> variablesOf(PrivacyStage.of(policy), 10_001));
        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(refused.toString().contains("in more than 10000 ways"), refused.toString());
        assertTrue(refused.toString().contains("Write it without rules."), refused.toString());
        assertEquals(10_001, variablesOf(PrivacyStage.of(PrivacyPolicy.NONE), 10_001));
    }

    private static int variablesOf(PrivacyStage stage, int count) {
        List<VariableValues> variables = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new VariableValues(
                        ProfileVariable.of("q-" + number, "Question " + number, "string", Sensitivity.UNSTATED),
                        List.of(value("a", null)),
                        null))
                .toList();
        Member member = new Member(Text.of("m-1"), variables, Text.of("{}"));
        return stage.apply(MemberBlock.of(0, List.of(member), 0))
                .members()
                .get(0)
                .variables()
                .size();
    }

    @Test
    void keepsUnknownFieldsIfThatIsSaid() {
        String age = "{\"id\":\"2\", \"new\" : [1,{\"}\":\"]\\\"\"}],\"values\":[]}";
        Member member = new Member(
                Text.of("m-1"),
                List.of(
                        new VariableValues(EMAIL, List.of(value("a", null)), null),
                        new VariableValues(AGE, List.of(), null),
                        new VariableValues(ODD, List.of(), null)),
                Text.of("{ \"a\":-1.5e3 , \"memberId\":\"m-1\",\"variables\":[{\"x\":\"a\"},\n" + age
                        + ",{\"y\":\"b\"}],\"b\":{\"c\":[]},\"d\":null}"));
        PrivacyStage stage = PrivacyStage.of(policy().keepUnknownFields()
                .rule(PrivacyAction.MASK, VariableSelector.id("1"))
                .rule(PrivacyAction.DROP, VariableSelector.id("4"))
                .build());
        MemberBlock block = MemberBlock.of(0, List.of(EMPTY, member), 0);

        assertEquals(
                "{\"memberId\":\"m-1\",\"variables\":[{\"id\":\"1\",\"name\":\"E \\\"mail\\\"\\u000a\","
                        + "\"dataType\":\"string\",\"isSensitive\":true,\"values\":[{\"value\":\"***\"}]}," + age
                        + "],\"a\":-1.5e3,\"b\":{\"c\":[]},\"d\":null}",
                stage.apply(block).members().get(1).json().asString());
        assertEquals(
                "{\"memberId\":\"m-2\",\"variables\":[],\"as\":\"sent\"}",
                stage.apply(block).members().get(0).json().asString());
    }

    /** A name with an escape may be a known one. */
    @Test
    void knowsFieldsHoweverTheyAreWritten() {
        for (String json : List.of(
                "{\"memberId\":\"m-1\",\"v\\u0061riables\":[],\"gr\\u00f6\":1}",
                "{\"gr\\u00f6\":1,\"\\u006demberId\":\"m-1\",\"variables\":null}",
                "{\"\\u006DemberId\":\"m-1\",\"gr\\u00f6\":1}")) {
            Member member = new Member(Text.of("m-1"), List.of(), Text.of(json));
            PrivacyStage stage =
                    PrivacyStage.of(policy().keepUnknownFields().hashMemberIds().build());
            String shown = stage.apply(MemberBlock.of(0, List.of(member), 0))
                    .members()
                    .get(0)
                    .json()
                    .asString();
            assertEquals(
                    "{\"memberId\":\"" + hash("m-1").asString() + "\",\"variables\":[],\"gr\\u00f6\":1}", shown, json);
        }
    }

    @Test
    void refusesAVariableToWhichDifferentRulesApply() {
        ProfileVariable renamed = ProfileVariable.of("2", "Years", "double", Sensitivity.NOT_SENSITIVE);
        Member other = new Member(Text.of("m-3"), List.of(new VariableValues(renamed, List.of(), null)), JSON);
        MemberBlock both = MemberBlock.of(0, List.of(MEMBER, other), 0);
        PrivacyStage byName = PrivacyStage.of(
                policy().rule(PrivacyAction.MASK, VariableSelector.name("Age")).build());
        byName.apply(both);
        MemberportException refused = assertThrows(MemberportException.class, () -> byName.apply(metadata(null)));
        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(refused.toString().contains("Add a rule for id:2."), refused.toString());

        PrivacyStage byId = PrivacyStage.of(policy().rule(PrivacyAction.MASK, VariableSelector.name("Age"))
                .rule(PrivacyAction.MASK, VariableSelector.id("2"))
                .build());
        byId.apply(both);
        assertEquals(0, dropped(byId.apply(metadata(null))));
    }

    @Test
    void anExportWithoutMembersHasNoVariables() {
        PrivacyStage stage = PrivacyStage.of(policy().rule(PrivacyAction.DROP, VariableSelector.name("Email"))
                .build());
        ExportMetadata empty = new ExportMetadata("b", null, null, null, "0".repeat(64), 1, 0, 0, 0);
        assertEquals(0, dropped(stage.apply(empty)));
    }

    @Test
    void leavesUnknownFieldsOutIfThatIsAllThatIsSaid() {
        PrivacyStage stage =
                PrivacyStage.of(PrivacyPolicy.builder().dropUnknownFields().build());
        assertEquals(
                "{\"memberId\":\"m-2\",\"variables\":[]}",
                stage.apply(BLOCK).members().get(1).json().asString());
        assertEquals(3, stage.unprotectedVariables());
    }
}
