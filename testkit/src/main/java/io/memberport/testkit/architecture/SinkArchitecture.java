package io.memberport.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * The rules for a sink, in one call:
 *
 * <pre>{@code
 * @Test
 * void isBuiltAsASinkShouldBe() {
 *     SinkArchitecture.check("com.acme.memberport");
 * }
 * }</pre>
 *
 * <p>A build with reasons to do without one of them checks those it wants of {@link #rules(String)}.
 */
public final class SinkArchitecture {

    private SinkArchitecture() {}

    /**
     * Checks all rules against the classes of a package and those below it that are on the class path, tests excepted.
     *
     * @param rootPackage the package that all of the sink is in
     * @throws AssertionError with all violations of the first rule that has any, or if there are no classes
     */
    public static void check(String rootPackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        if (classes.isEmpty()) {
            throw new AssertionError("There are no classes in " + rootPackage + ", so there is nothing to check.");
        }
        rules(rootPackage).forEach(rule -> rule.check(classes));
    }

    /** All rules for the sink in a package and those below it. */
    public static List<ArchRule> rules(String rootPackage) {
        return List.of(
                SinkRules.seeNothingOfMemberportButCore(rootPackage),
                SinkRules.haveProvidersThatCanBeLoaded(rootPackage),
                LibraryRules.doNotPrint(rootPackage),
                LibraryRules.logThroughAnApiOnly(rootPackage),
                LibraryRules.doNotEndTheProcess(rootPackage),
                LibraryRules.haveNoVariableStatics(rootPackage),
                LibraryRules.haveNoCyclesOfPackages(rootPackage));
    }
}
