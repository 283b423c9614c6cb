package io.memberport.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.memberport.testkit.architecture.LibraryRules;
import org.junit.jupiter.api.Test;

/** The rules of the hexagon and of every library. The launcher's tests hold the other modules to them, and do not have this one. */
class ArchitectureTest {

    private static final String ROOT = "io.memberport.spark";

    private static final ArchRule SEES_FEW = classes()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "..",
                    "io.memberport.model..",
                    "io.memberport.port..",
                    "io.memberport.error..",
                    "io.memberport.privacy..",
                    "io.memberport.file",
                    "io.memberport.encoding..",
                    "org.apache.spark..",
                    "org.apache.hadoop.conf..",
                    "org.apache.hadoop.fs..",
                    "org.slf4j..",
                    "org.jspecify.annotations..",
                    "scala..",
                    "java..")
            .because("all that it needs is in one jar, but for what Spark has in every version");

    private static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void seesCoreTheFileEncodingAndSpark() {
        SEES_FEW.check(production());
    }

    /** These tests see more. */
    @Test
    void isAbleToFail() {
        assertTrue(
                SEES_FEW.evaluate(new ClassFileImporter().importPackages(ROOT)).hasViolation());
    }

    @Test
    void isAGoodGuestInOtherPrograms() {
        LibraryRules.doNotPrint(ROOT).check(production());
        LibraryRules.logThroughAnApiOnly(ROOT).check(production());
        LibraryRules.doNotEndTheProcess(ROOT).check(production());
        LibraryRules.haveNoVariableStatics(ROOT).check(production());
        LibraryRules.haveNoLargeCirclesOfClasses(ROOT).check(production());
        LibraryRules.haveSmallPackages(ROOT).check(production());
    }
}
