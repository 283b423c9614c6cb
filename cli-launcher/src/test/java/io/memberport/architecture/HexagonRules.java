package io.memberport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.stream.Stream;

/** Who may see whom, for the modules under a root package. What holds for any library is in the testkit. */
final class HexagonRules {

    private static final String[] JDK = {"java..", "javax.net.ssl..", "org.jspecify.annotations.."};

    private HexagonRules() {}

    static ArchRule coreSeesTheJdkOnly(String root) {
        return classes()
                .that()
                .resideInAnyPackage(core(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(core(root), JDK))
                .because(
                        "core must bring no library into a program that embeds it, and the domain must not know how data travels")
                .allowEmptyShould(false);
    }

    static ArchRule theFileSeesCoreAndTheJdkOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(file(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(with(core(root), file(root), "org.slf4j.."), JDK))
                .because(
                        "a program that has a file reads it without an HTTP client, and with any version of a JSON parser")
                .allowEmptyShould(false);
    }

    static ArchRule theApiSeesCoreAndTheFileOnly(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".http..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(with(core(root), file(root), root + ".http..")))))
                .because("it brings the bytes of a file to what reads them, and knows nothing of where members go")
                .allowEmptyShould(false);
    }

    /** Use cases are core, too: what is measured are their events. */
    static ArchRule metricsSeeCoreAndMicrometerOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".metrics..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(with(core(root), root + ".metrics..", "io.micrometer.core.instrument.."), JDK))
                .because(
                        "a program measures runs whatever brings the file and wherever members go, in a registry of its own")
                .allowEmptyShould(false);
    }

    /** Use cases are core, too: a profile is one more reader of a file. */
    static ArchRule profilesSeeCoreAndJacksonOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".profile..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(with(core(root), root + ".profile..", "com.fasterxml.jackson.."), JDK))
                .because("a program profiles an export whatever brings the file, and reads a profile without a file")
                .allowEmptyShould(false);
    }

    static ArchRule encodingSeesCoreAndTheJdkOnly(String root) {
        return classes()
                .that()
                .resideInAPackage(encoding(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        with(with(core(root), encoding(root), "com.fasterxml.jackson..", "org.slf4j.."), JDK))
                .because("it comes with every sink: it brings no library, and knows only those that sinks bring")
                .allowEmptyShould(false);
    }

    static ArchRule onlySinksSeeEncoding(String root) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(resideInAnyPackage(encoding(root), sinks(root)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(encoding(root))
                .because("it changes as our sinks need it, and keeps nothing compatible for anybody else")
                .allowEmptyShould(false);
    }

    /** That they do not see each other is {@link #adaptersDoNotSeeEachOther}. */
    static ArchRule sinksSeeCoreAndEncodingOnly(String root) {
        return noClasses()
                .that()
                .resideInAPackage(sinks(root))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(with(core(root), encoding(root), sinks(root))))))
                .because(
                        "a sink is published with core and what it shares with other sinks, and with nothing else of ours")
                .allowEmptyShould(false);
    }

    static ArchRule adaptersDoNotSeeEachOther(String root) {
        return slices().matching(root + ".(http|sink.*|metrics|profile|simulator)..")
                .should()
                .notDependOnEachOther()
                .because("an adapter that needs another one cannot be used, replaced or published alone")
                .allowEmptyShould(false);
    }

    static ArchRule adaptersSeeNoUseCases(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".http..", root + ".file..", sinks(root), encoding(root))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".export..")
                .because("use cases call adapters through ports; an adapter that needs one cannot be used without it")
                .allowEmptyShould(false);
    }

    /** Only the root package of an adapter is public; on the class path nothing else keeps others out of the rest. */
    static ArchRule theInsideOfAnAdapterIsItsOwn(String root) {
        return CompositeArchRule.of(Stream.of("file", "http", "sink.csv", "sink.jdbc", "sink.s3", "sink.xlsx")
                .map(name -> root + "." + name)
                .map(adapter -> noClasses()
                        .that(resideInAPackage(root + "..").and(not(resideInAPackage(adapter + ".."))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(adapter + ".*..")
                        .because("what is not exported changes in any release")
                        .allowEmptyShould(false))
                .toList());
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

    private static String file(String root) {
        return root + ".file..";
    }

    private static String encoding(String root) {
        return root + ".encoding..";
    }

    private static String sinks(String root) {
        return root + ".sink..";
    }

    private static String[] with(String[] packages, String... more) {
        return Stream.concat(Stream.of(packages), Stream.of(more)).toArray(String[]::new);
    }

    private static String[] core(String root) {
        return Stream.of("model", "port", "export", "error", "privacy")
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
    }
}
