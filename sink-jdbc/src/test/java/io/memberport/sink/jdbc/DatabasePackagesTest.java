package io.memberport.sink.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database is one package and one row of a list. */
class DatabasePackagesTest {

    private static final String ROOT = DatabasePackagesTest.class.getPackageName();
    private static final List<String> DATABASES = List.of("postgres", "mariadb", "sqlite", "h2", "duckdb");

    private final JavaClasses production = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void areSeenByTheListOfDatabasesAlone() {
        for (String database : DATABASES) {
            String own = ROOT + "." + database;
            assertTrue(production.containPackage(own), own);
            noClasses()
                    .that()
                    .resideOutsideOfPackage(own)
                    .and()
                    .doNotHaveFullyQualifiedName(DatabaseProduct.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(own)
                    .because("a new database is one package and one row")
                    .check(production);
        }
    }
}
