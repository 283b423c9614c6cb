package io.memberport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/**
 * Rules for libraries that are part of somebody else's program, each for the classes in a package and those below it. An
 * empty match fails.
 */
public final class LibraryRules {

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
                .because("who embeds a library chooses the backend")
                .allowEmptyShould(false);
    }

    /** The process goes on, and ends without being held up. */
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
                .because("two runs in one process must not hear of each other")
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
}
