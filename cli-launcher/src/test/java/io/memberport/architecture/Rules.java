package io.memberport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rules, each for the modules under a root package. */
final class Rules {

    private Rules() {}

    static ArchRule coreSeesTheJdkOnly(String root) {
        String[] allowed = Stream.concat(Stream.of(core(root)), Stream.of("java..", "org.jspecify.annotations.."))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAnyPackage(core(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because(
                        "whoever embeds core must not get a library with it, and the domain must not know how data travels")
                .allowEmptyShould(false);
    }

    static ArchRule adaptersDoNotSeeEachOther(String root) {
        return slices().matching(root + ".(http|sink.*|simulator)..")
                .should()
                .notDependOnEachOther()
                .because("an adapter that needs another one cannot be used, replaced or published alone")
                .allowEmptyShould(false);
    }

    static ArchRule nothingSeesTheLauncher(String root) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".cli.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".cli..")
                .because("the launcher wires the modules; one that looked back could not be embedded")
                .allowEmptyShould(false);
    }

    static ArchRule librariesDoNotPrint(String root) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".cli.."))))
                .should()
                .accessTargetWhere(targetOwner(belongToAnyOf(System.class))
                        .and(target(name("out").or(name("err")))))
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .because(
                        "standard output belongs to the program that embeds the library, and personal data must not land there")
                .allowEmptyShould(false);
    }

    static ArchRule librariesLogWithSlf4jOnly(String root) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".cli.."))))
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

    static ArchRule librariesDoNotEndTheProcess(String root) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".cli.."))))
                .should()
                .callMethodWhere(targetOwner(belongToAnyOf(System.class, Runtime.class))
                        .and(target(name("exit").or(name("halt")).or(name("addShutdownHook")))))
                .because("the process belongs to the program that embeds the library")
                .allowEmptyShould(false);
    }

    static ArchRule packagesHaveNoCycles(String root) {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("packages that need each other are one package, and can only be understood together")
                .allowEmptyShould(false);
    }

    static ArchRule theSimulatorStandsAlone(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".simulator..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".simulator.."))))
                .because("a stand-in that shares code with what it tests shares its mistakes")
                .allowEmptyShould(false);
    }

    private static String[] core(String root) {
        return Stream.of("model", "port", "export", "error")
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
    }
}
