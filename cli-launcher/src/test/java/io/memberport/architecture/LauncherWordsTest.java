package io.memberport.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a library says names no flag, command or variable of the launcher, which a program that embeds the library does not
 * have. The launcher adds its own words to {@link io.memberport.error.Remedy}.
 */
class LauncherWordsTest {

    private static final Pattern LAUNCHERS =
            Pattern.compile("(?<![\\w-])--[a-z]|\\bmemberport [a-z]+\\b(?= |'|$)|MEMBERPORT_");

    /** The command line of the AWS SDK's program. */
    private static final String OF_AWS = "aws configure export-credentials";

    private static final String OF_AWS_FORMAT = " --format env)";

    static Stream<String> libraries() {
        return ArchitectureTest.libraries().filter(root -> !root.endsWith(".testkit"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void doNotNameTheLauncher(String root) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);

        assertTrue(classes.size() > 0, () -> "finds nothing in " + root);
        assertEquals(List.of(), hits(classes));
    }

    @Test
    void findsAPlantedName() {
        JavaClasses planted = new ClassFileImporter().importPackages("io.memberport.architecture.planted.words");

        assertEquals(3, hits(planted).size(), () -> hits(planted).toString());
    }

    private static List<String> hits(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> constants(type).stream()
                        .filter(text -> !text.contains(OF_AWS) && !text.contains(OF_AWS_FORMAT))
                        .filter(text -> LAUNCHERS.matcher(text).find())
                        .map(text -> type.getName() + ": " + text))
                .sorted()
                .toList();
    }

    private static List<String> constants(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return StringConstants.in(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
