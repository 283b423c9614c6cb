package io.memberport.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.DataType;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.privacy.PolicyCorpus.Case;
import io.memberport.privacy.PolicyCorpus.Expected;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyPolicyTest {

    private static final String OTHER_KEY = "another key, which is as long as it";

    static List<Case> corpus() {
        return PolicyCorpus.read();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void decidesAsThePolicyReads(Case policy) {
        PrivacyPolicy built = policy.builder().build();
        for (Expected expected : policy.expected()) {
            assertEquals(
                    expected.decision(),
                    built.decide(expected.variable()),
                    expected.variable().toString());
        }
    }

    /** The policies of the corpus, and some thousand made by chance of their rules. */
    @Test
    void oneMoreDropNeverAddsOutput() {
        List<Case> corpus = corpus();
        List<ProfileVariable> variables = corpus.stream()
                .flatMap(policy -> policy.expected().stream())
                .map(Expected::variable)
                .toList();
        List<String> rules =
                corpus.stream().flatMap(policy -> policy.rules().stream()).toList();
        List<String> selectors = rules.stream()
                .filter(rule -> rule.startsWith("rule "))
                .map(rule -> rule.split(" ", 3)[2])
                .toList();
        Random random = new Random(20);
        for (int round = 0; round < 5_000; round++) {
            List<String> some = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                some.add(rules.get(random.nextInt(rules.size())));
            }
            String selector = selectors.get(random.nextInt(selectors.size()));
            PrivacyPolicy before = new Case("", some, List.of()).builder().build();
            PrivacyPolicy after = new Case("", some, List.of())
                    .builder()
                    .rule(PrivacyAction.DROP, VariableSelector.parse(selector))
                    .build();
            for (ProfileVariable variable : variables) {
                PrivacyAction then = after.decide(variable).action();
                assertTrue(
                        then == before.decide(variable).action() || then == PrivacyAction.DROP,
                        () -> some + " and " + selector + " for " + variable);
            }
        }
    }

    @Test
    void fingerprintTellsPoliciesAndKeysApartAndNothingElse() {
        List<String> fingerprints = new ArrayList<>();
        for (Case policy : corpus()) {
            String fingerprint = policy.builder().build().fingerprint();
            List<String> backwards = new ArrayList<>(policy.rules());
            Collections.reverse(backwards);
            assertEquals(
                    fingerprint,
                    new Case("", backwards, List.of()).builder().build().fingerprint(),
                    "in another order");
            fingerprints.add(fingerprint);
        }
        assertEquals(
                fingerprints.size(),
                Set.copyOf(fingerprints.subList(1, fingerprints.size())).size() + 1);
        assertNull(fingerprints.get(0), "everything is kept");

        PrivacyPolicy.Builder hashing = PrivacyPolicy.builder().sensitive(PrivacyAction.HASH);
        String one = hashing.key(PolicyCorpus.KEY).build().fingerprint();
        assertNotEquals(one, hashing.key(HashKey.of(OTHER_KEY)).build().fingerprint());
        PrivacyPolicy.Builder dropping = PrivacyPolicy.builder().sensitive(PrivacyAction.DROP);
        assertEquals(
                dropping.build().fingerprint(),
                dropping.key(PolicyCorpus.KEY).build().fingerprint(),
                "key not used");
    }

    @Test
    void keepingSensitiveVariablesIsAnAnswerAndNoPolicy() {
        PrivacyPolicy keeping =
                PrivacyPolicy.builder().sensitive(PrivacyAction.KEEP).build();
        assertTrue(keeping.keepsAll());
        assertNull(keeping.fingerprint());
        assertTrue(keeping.speaksOfSensitive());
        assertFalse(PrivacyPolicy.NONE.speaksOfSensitive());
    }

    @Test
    void needsAKeyToHashWith() {
        PrivacyPolicy.Builder hashing = PrivacyPolicy.builder().hashMemberIds();
        assertThrows(IllegalStateException.class, hashing::build);
        assertThrows(IllegalArgumentException.class, () -> HashKey.of("k".repeat(31)));
        assertEquals("HashKey[" + PolicyCorpus.KEY.id() + "]", PolicyCorpus.KEY.toString());
    }

    /** The expected hashes were made by another program. */
    @Test
    void hashesAsOthersDo() {
        PrivacyPolicy policy =
                PrivacyPolicy.builder().hashMemberIds().key(PolicyCorpus.KEY).build();
        assertEquals(
                "8b2a700d:e5c788fed04d70ab12e8a604c2a60318fd35332223271dae22d013258b797187",
                policy.memberId(Text.of("Zo\u00eb")).asString());
        assertEquals(
                "8b2a700d:2b6817c077b0a9e055f9f721fcededa1398d15ef72d21ea394c4bb6798dfcdd6",
                policy.memberId(Text.EMPTY).asString());
        assertEquals("clear", PrivacyPolicy.NONE.memberId(Text.of("clear")).asString());
    }

    @Test
    void selectorsAreReadAsTheyAreWritten() {
        for (String text :
                List.of("Email", "Contact*", "?", "id:0a", "type:set", "type:unknown", "name:A*", "name:id:x", " b ")) {
            VariableSelector selector = VariableSelector.parse(text);
            assertEquals(text, selector.toString());
            assertEquals(selector, VariableSelector.parse(selector.toString()));
        }
        assertEquals(VariableSelector.name("x"), VariableSelector.parse("name:x"));
        for (String wrong : List.of("", "id:", "name:", "type:", "type:text", "type:SET")) {
            assertThrows(IllegalArgumentException.class, () -> VariableSelector.parse(wrong), wrong);
        }
        assertTrue(Arrays.stream(DataType.values())
                .allMatch(type -> VariableSelector.type(type).matches(variable(type))));
    }

    private static ProfileVariable variable(DataType type) {
        return new ProfileVariable("1", null, type, null, Sensitivity.UNSTATED);
    }

    @Test
    void aPatternMatchesAVariableWithoutAName() {
        PrivacyPolicy dropping = PrivacyPolicy.builder()
                .rule(PrivacyAction.DROP, VariableSelector.namesLike("*"))
                .build();
        assertEquals(
                PrivacyAction.DROP, dropping.decide(variable(DataType.STRING)).action());
    }

    /** A regular expression would take years. */
    @Test
    void aPatternWithManyPartsTakesNoLonger() {
        VariableSelector many = VariableSelector.namesLike("*a".repeat(50) + "*b");
        assertFalse(many.matches(ProfileVariable.of("1", "a".repeat(3_000), null, Sensitivity.UNSTATED)));
        assertTrue(many.matches(ProfileVariable.of("1", "a".repeat(3_000) + "b", null, Sensitivity.UNSTATED)));
    }

    @Test
    void fingerprintTellsRulesWhoseTextsLookAlikeApart() {
        assertNotEquals(only("A", "B").fingerprint(), only("A, B").fingerprint());
        assertNotEquals(
                PrivacyPolicy.builder().otherwise(PrivacyAction.DROP).build().fingerprint(),
                PrivacyPolicy.builder()
                        .rule(PrivacyAction.DROP, VariableSelector.name("all others"))
                        .build()
                        .fingerprint());
        assertNotEquals(
                PrivacyPolicy.builder()
                        .rule(PrivacyAction.DROP, VariableSelector.name("a"))
                        .build()
                        .fingerprint(),
                PrivacyPolicy.builder()
                        .rule(PrivacyAction.DROP, VariableSelector.namesLike("a"))
                        .build()
                        .fingerprint());
    }

    private static PrivacyPolicy only(String... names) {
        return PrivacyPolicy.builder()
                .only(Arrays.stream(names).map(VariableSelector::name).collect(Collectors.toSet()))
                .build();
    }

    /** Keys as short as they may be, as long as a block of the digest, and longer, beside the JDK's own. */
    @ParameterizedTest
    @ValueSource(ints = {32, 63, 64, 65, 200})
    void hashesAsTheJdkDoes(int keyBytes) throws GeneralSecurityException {
        Random random = new Random(keyBytes);
        String secret = random.ints(keyBytes, ' ', 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HashKey key = HashKey.of(secret);
        Hasher hasher = new Hasher(key);
        for (int length = 0; length < 600; length += 37) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String expected = HexFormat.of().formatHex(mac.doFinal(bytes));
            assertEquals(
                    key.id() + ":" + expected,
                    hasher.hash(Text.wrap(bytes, 0, length)).asString());
        }
    }
}
