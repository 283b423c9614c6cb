package io.memberport.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.memberport.testkit.architecture.LibraryRules;
import io.memberport.testkit.architecture.SinkArchitecture;
import io.memberport.testkit.architecture.SinkRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency rules, held by all modules and each shown to fail on a planted violation. */
class ArchitectureTest {

    private static final String PLANTED = "io.memberport.architecture.planted";

    private static JavaClasses production;

    @BeforeAll
    static void readAllModules() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.memberport");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("core sees the JDK only", HexagonRules::coreSeesTheJdkOnly, "core"),
                rule("the file sees core and the JDK only", HexagonRules::theFileSeesCoreAndTheJdkOnly, "reading"),
                rule("the API sees core and the file only", HexagonRules::theApiSeesCoreAndTheFileOnly, "bringing"),
                rule(
                        "metrics see core and Micrometer only",
                        HexagonRules::metricsSeeCoreAndMicrometerOnly,
                        "measuring"),
                rule(
                        "profiles see core and what counts only",
                        HexagonRules::profilesSeeCoreAndJacksonOnly,
                        "profiling"),
                rule("encoding sees core and the JDK only", HexagonRules::encodingSeesCoreAndTheJdkOnly, "encoding"),
                rule("only sinks see encoding", HexagonRules::onlySinksSeeEncoding, "sharing"),
                rule("sinks see core and encoding only", HexagonRules::sinksSeeCoreAndEncodingOnly, "sinks"),
                rule("adapters do not see each other", HexagonRules::adaptersDoNotSeeEachOther, "adapters"),
                rule("adapters see no use cases", HexagonRules::adaptersSeeNoUseCases, "usecases"),
                rule("the inside of an adapter is its own", HexagonRules::theInsideOfAnAdapterIsItsOwn, "inside"),
                rule("nothing sees the launcher", HexagonRules::nothingSeesTheLauncher, "launcher"),
                rule("the simulator stands alone", HexagonRules::theSimulatorStandsAlone, "simulator"));
    }

    /** Packages of the modules that other programs embed. */
    static Stream<String> libraries() {
        return Stream.of(
                        "model",
                        "port",
                        "export",
                        "error",
                        "encoding",
                        "file",
                        "http",
                        "sink.csv",
                        "sink.jdbc",
                        "sink.s3",
                        "sink.xlsx",
                        "sink.xlsx",
                        "metrics",
                        "profile",
                        "simulator",
                        "testkit")
                .map(name -> "io.memberport." + name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(RuleAt rule, String violation) {
        rule.in("io.memberport").check(production);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void isAbleToFail(RuleAt rule, String violation) {
        String root = PLANTED + "." + violation;

        EvaluationResult result = rule.in(root).evaluate(new ClassFileImporter().importPackages(root));

        assertTrue(result.hasViolation(), () -> "finds nothing in " + root);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void failsWhenItMatchesNothing(RuleAt rule, String violation) {
        String nowhere = PLANTED + ".nowhere";

        boolean passes;
        try {
            passes = !rule.in(nowhere)
                    .evaluate(new ClassFileImporter().importPackages(nowhere))
                    .hasViolation();
        } catch (AssertionError emptyMatch) {
            passes = false;
        }

        assertFalse(passes);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void isAGoodGuestInOtherPrograms(String root) {
        LibraryRules.doNotPrint(root).check(production);
        LibraryRules.logThroughAnApiOnly(root).check(production);
        LibraryRules.doNotEndTheProcess(root).check(production);
        LibraryRules.haveNoVariableStatics(root).check(production);
    }

    /** Of the libraries and of the launcher. */
    static Stream<String> roots() {
        return Stream.concat(libraries(), Stream.of("io.memberport.cli"));
    }

    @ParameterizedTest
    @MethodSource("roots")
    void hasNoLargeCirclesOfClasses(String root) {
        LibraryRules.haveNoLargeCirclesOfClasses(root).check(production);
    }

    @ParameterizedTest
    @MethodSource("roots")
    void hasSmallPackages(String root) {
        LibraryRules.haveSmallPackages(root).check(production);
    }

    @Test
    void hasNoCyclesOfPackages() {
        LibraryRules.haveNoCyclesOfPackages("io.memberport").check(production);
    }

    @Test
    void holdsOurOwnSinksToTheRulesForAllSinks() {
        for (String root : new String[] {
            "io.memberport.sink.csv", "io.memberport.sink.jdbc", "io.memberport.sink.s3", "io.memberport.sink.xlsx"
        }) {
            rulesForOwnSinks(root).forEach(rule -> rule.check(production));
        }
    }

    /** All but the one that lets a sink see core only: ours also see encoding, for which there is a rule above. */
    private static List<ArchRule> rulesForOwnSinks(String root) {
        String coreOnly = SinkRules.seeNothingOfMemberportButCore(root).getDescription();
        List<ArchRule> rules = SinkArchitecture.rules(root).stream()
                .filter(rule -> !rule.getDescription().equals(coreOnly))
                .toList();
        assertEquals(SinkArchitecture.rules(root).size() - 1, rules.size());
        return rules;
    }

    /** Held against a sink of ours, the rule for other people's finds what only ours may see, and nothing else. */
    @Test
    void letsOtherPeoplesSinksSeeNothingOfEncoding() {
        EvaluationResult result = SinkRules.seeNothingOfMemberportButCore("io.memberport.sink.csv")
                .evaluate(production);

        assertTrue(result.hasViolation());
        for (String violation : result.getFailureReport().getDetails()) {
            assertTrue(violation.contains("<io.memberport.encoding."), violation);
        }
    }

    @Test
    void readsEveryModule() {
        for (String root : new String[] {
            "model",
            "encoding",
            "file",
            "http",
            "sink.csv",
            "sink.jdbc",
            "sink.s3",
            "metrics",
            "profile",
            "cli",
            "simulator",
            "testkit"
        }) {
            assertTrue(production.stream().anyMatch(c -> c.getPackageName().startsWith("io.memberport." + root)), root);
        }
    }

    private static Arguments rule(String name, RuleAt rule, String violation) {
        return Arguments.of(Named.of(name, rule), violation);
    }

    /** A rule for the modules under a root package, so that the same rule can be held against planted ones. */
    @FunctionalInterface
    interface RuleAt {

        ArchRule in(String root);
    }
}
