package io.memberport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may see whom, for the modules under a root package. What holds for any library is in the testkit. */
final class HexagonRules {

    private HexagonRules() {}

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
