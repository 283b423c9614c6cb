package io.memberport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Rules for libraries that are part of another program, each for the classes in a package and those below it. An empty
 * match fails.
 */
public final class LibraryRules {

    private static final int MOST_IN_A_CIRCLE = 5;
    private static final int MOST_IN_A_PACKAGE = 25;

    private LibraryRules() {}

    /** Nothing goes to standard output or standard error. */
    public static ArchRule doNotPrint(String rootPackage) {
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should()
                .accessTargetWhere(targetOwner(belongToAnyOf(System.class))
                        .and(target(name("out").or(name("err")))))
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .because(
                        "standard output belongs to the program that embeds the library, and personal data must not land there")
                .allowEmptyShould(false);
    }

    /** What is logged goes through SLF4J or {@link System.Logger}. */
    public static ArchRule logThroughAnApiOnly(String rootPackage) {
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.util.logging..",
                        "org.apache.commons.logging..",
                        "org.apache.log4j..",
                        "org.apache.logging..",
                        "ch.qos.logback..",
                        "org.slf4j.simple.."))
                .because("the program that embeds the library chooses the backend")
                .allowEmptyShould(false);
    }

    /** The library neither ends the process nor delays its end. */
    public static ArchRule doNotEndTheProcess(String rootPackage) {
        return noClasses()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should()
                .callMethodWhere(targetOwner(belongToAnyOf(System.class, Runtime.class))
                        .and(target(name("exit").or(name("halt")).or(name("addShutdownHook")))))
                .because("the process belongs to the program that embeds the library")
                .allowEmptyShould(false);
    }

    /** Static fields are final. */
    public static ArchRule haveNoVariableStatics(String rootPackage) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(rootPackage + "..")
                .and()
                .areStatic()
                .should()
                .beFinal()
                .because("two runs in one process must not influence each other")
                .allowEmptyShould(true);
    }

    /** Packages do not need each other in a circle. */
    public static ArchRule haveNoCyclesOfPackages(String rootPackage) {
        return slices().matching(rootPackage + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("packages that need each other are one package, and can only be understood together")
                .allowEmptyShould(true);
    }

    /** No circle has more than {@value #MOST_IN_A_CIRCLE} classes. A nested class counts as its outer class. */
    public static ArchRule haveNoLargeCirclesOfClasses(String rootPackage) {
        return classes()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should(new AllTogether(
                        "be in no circle of more than " + MOST_IN_A_CIRCLE + " classes",
                        all -> ClassCircles.among(all).stream()
                                .filter(circle -> circle.size() > MOST_IN_A_CIRCLE)
                                .map(circle -> "a circle of " + circle.size() + " classes: " + circle)))
                .because("classes in a circle can only be understood together, and cannot be put into packages")
                .allowEmptyShould(false);
    }

    /** No package has more than {@value #MOST_IN_A_PACKAGE} classes. Nested classes are not counted. */
    public static ArchRule haveSmallPackages(String rootPackage) {
        return classes()
                .that()
                .resideInAPackage(rootPackage + "..")
                .should(new AllTogether(
                        "be in packages of at most " + MOST_IN_A_PACKAGE + " classes",
                        all -> all.stream()
                                .filter(each -> !each.getSimpleName().equals("package-info"))
                                .collect(groupingBy(
                                        JavaClass::getPackageName, mapping(ClassCircles::topLevelNameOf, toSet())))
                                .entrySet()
                                .stream()
                                .filter(names -> names.getValue().size() > MOST_IN_A_PACKAGE)
                                .map(names -> "the package " + names.getKey() + " has "
                                        + names.getValue().size() + " classes")))
                .because("a package that does not fit on a screen does not say where to look for a thing")
                .allowEmptyShould(false);
    }

    /** A condition on all classes together, not on each of them. */
    private static final class AllTogether extends ArchCondition<JavaClass> {

        private final Function<Collection<JavaClass>, Stream<String>> violations;
        private List<String> found = List.of();

        AllTogether(String description, Function<Collection<JavaClass>, Stream<String>> violations) {
            super(description);
            this.violations = violations;
        }

        @Override
        public void init(Collection<JavaClass> all) {
            found = violations.apply(all).toList();
        }

        @Override
        public void check(JavaClass each, ConditionEvents events) {
            // All have been looked at together.
        }

        @Override
        public void finish(ConditionEvents events) {
            found.forEach(violation -> events.add(SimpleConditionEvent.violated(this, violation)));
        }
    }
}
