package io.memberport.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is broken by a planted violation, and by nothing in a sound sink. */
class SinkArchitectureTest {

    private static final String PLANTED = "io.memberport.testkit.architecture.planted";

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("sees core only", SinkRules::seeNothingOfMemberportButCore, "provider.needy"),
                rule("public providers", SinkRules::haveProvidersThatCanBeLoaded, "provider.hidden"),
                rule("providers without needs", SinkRules::haveProvidersThatCanBeLoaded, "provider.needy"),
                rule("any provider", SinkRules::haveProvidersThatCanBeLoaded, "printing"),
                rule("prints", LibraryRules::doNotPrint, "printing"),
                rule("logs", LibraryRules::logThroughAnApiOnly, "logging"),
                rule("exits", LibraryRules::doNotEndTheProcess, "exiting"),
                rule("statics", LibraryRules::haveNoVariableStatics, "statics"),
                rule("cycles", LibraryRules::haveNoCyclesOfPackages, "cycles"),
                rule("circles", LibraryRules::haveNoLargeCirclesOfClasses, "circle"),
                rule("crowds", LibraryRules::haveSmallPackages, "crowd"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void isAbleToFail(Function<String, ArchRule> rule, String violation) {
        String root = PLANTED + "." + violation;

        boolean violated;
        try {
            violated = rule.apply(root).evaluate(classesIn(root)).hasViolation();
        } catch (AssertionError emptyMatch) {
            violated = true;
        }

        assertTrue(violated, () -> "finds nothing in " + root);
    }

    /** At the limit both rules pass: five classes in a circle, twenty-five in a package. */
    @Test
    void countsNeitherWhatIsOutsideTheCircleNorWhatIsNested() {
        JavaClasses circle = classesIn(PLANTED + ".circle").that(not(simpleName("Sixth")));
        JavaClasses crowd = classesIn(PLANTED + ".crowd").that(not(simpleName("Member25")));

        assertEquals(List.of(), violations(LibraryRules.haveNoLargeCirclesOfClasses(PLANTED), circle));
        assertEquals(List.of(), violations(LibraryRules.haveSmallPackages(PLANTED), crowd));
    }

    /** The rule names the classes, so that they can be found. */
    @Test
    void namesTheClassesOfACircle() {
        List<String> violations = violations(
                LibraryRules.haveNoLargeCirclesOfClasses(PLANTED + ".circle"), classesIn(PLANTED + ".circle"));

        assertEquals(1, violations.size());
        assertTrue(violations.get(0).contains("a circle of 6 classes"), violations.get(0));
        assertTrue(violations.get(0).contains(PLANTED + ".circle.Second"), violations.get(0));
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    @Test
    void hasNothingAgainstASoundSink() {
        String root = PLANTED + ".sound";

        List<String> violations = SinkArchitecture.rules(root).stream()
                .flatMap(rule -> rule.evaluate(classesIn(root)).getFailureReport().getDetails().stream())
                .toList();

        assertEquals(List.of(), violations);
    }

    /** Everything planted is in the tests, and tests are none of its business. */
    @Test
    void checksProductionCodeAndFailsIfThereIsNone() {
        AssertionError failure = assertThrows(AssertionError.class, () -> SinkArchitecture.check(PLANTED));

        assertTrue(String.valueOf(failure.getMessage()).contains("no classes in " + PLANTED));
    }

    @Test
    void checksWhatIsOnTheClassPath() {
        AssertionError failure =
                assertThrows(AssertionError.class, () -> SinkArchitecture.check("io.memberport.testkit"));

        assertTrue(String.valueOf(failure.getMessage()).contains("MemberSinkProvider"), failure::getMessage);
    }

    private static Arguments rule(String name, Function<String, ArchRule> rule, String violation) {
        return Arguments.of(Named.of(name, rule), violation);
    }

    private static JavaClasses classesIn(String root) {
        return new ClassFileImporter().importPackages(root);
    }
}
