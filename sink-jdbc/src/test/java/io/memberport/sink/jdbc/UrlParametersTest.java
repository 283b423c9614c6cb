package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JDBC URL may make a driver do on this machine. */
class UrlParametersTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:./x;INIT=RUNSCRIPT FROM 's3cret.sql' | init",
                "jdbc:h2:./x;CIPHER=AES; init =x | init",
                "jdbc:h2:./x;TRACE_LEVEL_FILE=3 | trace_level_file",
                "jdbc:h2:./x;DATABASE_EVENT_LISTENER='x.Y' | database_event_listener",
                "jdbc:h2:./x;auto_server=TRUE | auto_server",
                "jdbc:postgresql://h/x?sslmode=require&socketFactory=x.Y | socketfactory",
                "jdbc:postgresql://h/x?socket%46actory=x.Y | socketfactory",
                "jdbc:postgresql://h/x?loggerFile=/tmp/s3cret | loggerfile",
                "jdbc:postgresql://h/x?service=s3cret | service",
                "jdbc:mariadb://h/x?allowLocalInfile=true | allowlocalinfile",
                "jdbc:mariadb://h/x?CREDENTIALTYPE=ENV | credentialtype",
                "jdbc:mysql://(host=h,queryInterceptors=x.Y)/x | queryinterceptors",
                "jdbc:mysql://address=(host=h)(autoDeserialize=true)/x | autodeserialize",
                "jdbc:sqlite:x.db?enable_load_extension=true | enable_load_extension",
                "jdbc:duckdb:x.duckdb;session_init_sql_file=s3cret.sql | session_init_sql_file",
                "jdbc:duckdb:x.duckdb;allow_unsigned_extensions=true | allow_unsigned_extensions"
            })
    void refusesWhatRunsCodeOrUsesFilesUnlessAllowedByName(String url, String name) {
        MemberportException refused = assertThrows(
                MemberportException.class, () -> JdbcMemberSink.to(url).build());

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        String said = refused.toString();
        assertTrue(said.contains("has the parameter " + name), said);
        assertTrue(said.contains("which can make the driver run code or use files of this machine"), said);
        assertTrue(said.contains("allow it with the option allow-parameters=") && said.contains("=" + name), said);
        assertFalse(said.contains("s3cret"), said);
        JdbcMemberSink.to(url).allowParameters(Set.of(name)).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/x?sslmode=disable&sslrootcert=ca.pem&ApplicationName=x",
                "jdbc:mariadb://h/x?sslMode=trust&sessionVariables=wait_timeout=100",
                "jdbc:h2:./x;CIPHER=AES;FORBID_CREATION=TRUE",
                "jdbc:sqlite:x.db?journal_mode=WAL",
                "jdbc:duckdb:x.duckdb;threads=1"
            })
    void takesAllOthers(String url) {
        JdbcMemberSink.to(url).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/x?autosave=always",
                "jdbc:sqlite:x.db?count_changes=true",
                "jdbc:sqlite:x.db?limit_variable_number=10",
                "jdbc:sqlite:x.db?encoding=UTF-16"
            })
    void refusesWhatMakesEveryRunFail(String url) {
        MemberportException refused = assertThrows(
                MemberportException.class, () -> JdbcMemberSink.to(url).build());

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(refused.toString().contains("with a value that makes every run fail. Remove it."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb:",
                "jdbc:mariadb://",
                "jdbc:mariadb://127.0.0.1:99999/x",
                "jdbc:mariadb://127.0.0.1/x?localSocket=/nope",
                "jdbc:postgresql://127.0.0.1:70000/x",
                "jdbc:postgresql://127.0.0.1:0/x"
            })
    void saysThatItIsTheUrlThatADriverDoesNotTake(String url) {
        JdbcMemberSink sink = JdbcMemberSink.to(url).build();

        MemberportException refused = assertThrows(MemberportException.class, sink::check);

        assertEquals(FailureKind.CONFIGURATION, refused.kind(), refused::toString);
        assertTrue(refused.toString().contains("its driver does not accept the URL."), refused::toString);
        assertTrue(refused.toString().contains("Correct the host"), refused::toString);
    }

    @Test
    void keepsFilesFromServersOfMySqlThatAskForThem() {
        assertEquals(
                "false",
                DatabaseProduct.named("mysql")
                        .driver()
                        .properties("jdbc:mysql://h/x")
                        .get("allowLoadLocalInfile"));
    }

    @Test
    void knowsThePostgresParametersThatNameClasses() throws Exception {
        Driver driver = DriverManager.getDriver("jdbc:postgresql://h/x");
        Set<String> classes = Arrays.stream(driver.getPropertyInfo("jdbc:postgresql://h/x", new Properties()))
                .map(property -> property.name)
                .filter(name -> name.matches("(?i).*(factory|class(name)?|executor|verifier|callback|file)"))
                .collect(Collectors.toSet());

        assertFalse(classes.isEmpty());
        classes.forEach(name -> assertThrows(
                MemberportException.class,
                () -> JdbcMemberSink.to("jdbc:postgresql://h/x?" + name + "=x").build(),
                name));
    }

    @Test
    void refusesParametersThatSqliteWouldTakeForTheNameOfAFile() throws Exception {
        JdbcMemberSink sink = JdbcMemberSink.to("jdbc:sqlite:" + directory.resolve("x.db") + "?foo=bar")
                .build();

        String said = assertThrows(MemberportException.class, sink::check).toString();

        assertTrue(said.contains("which its driver does not know and would read as a part of the file's name"), said);
        assertTrue(said.contains("Correct or remove it"), said);
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
