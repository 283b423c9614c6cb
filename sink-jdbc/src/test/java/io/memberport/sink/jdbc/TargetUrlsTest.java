package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkOptions;
import io.memberport.sink.jdbc.database.Credentials;
import io.memberport.sink.jdbc.database.Database;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.database.TimeLimits;
import io.memberport.sink.jdbc.failure.Operation;
import io.memberport.sink.jdbc.session.JdbcSession;
import io.memberport.testkit.TestExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of databases in files: which file a driver takes them for, and that this is the one their user means. */
@Tag("fault")
class TargetUrlsTest {

    private static final String KEEPS_NOTHING =
            "is a database in memory: what is written to it is gone when the command ends. Name a file, as in";
    private static final String ELSEWHERE =
            "is not a file: DuckDB would download an extension and run it for a name that begins like this. Name a file";
    private static final TestExport EXPORT = TestExport.of("b-1").member("m-1");

    @TempDir
    private Path directory;

    /** As the command line makes it. */
    private static MemberSink ofCommandLine(String target) {
        JdbcMemberSinkProvider provider = new JdbcMemberSinkProvider();
        return provider.create(target, SinkOptions.defaults(provider));
    }

    private static String refused(String target) {
        return refused(FailureKind.CONFIGURATION, target);
    }

    private static String refused(FailureKind kind, String target) {
        MemberportException refused = assertThrows(
                MemberportException.class, () -> ofCommandLine(target).check(), target);
        assertEquals(kind, refused.kind(), refused::toString);
        return String.valueOf(refused.getMessage());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void load(String url) {
        new SinkRuns(new TestDatabase(TestDatabase.Product.H2, url, null, null, () -> {}))
                .load(JdbcMemberSink.to(url).build(), EXPORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite:?journal_mode=WAL",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite:file:?cache=shared",
                "jdbc:sqlite:file:x.db?mode=memory&cache=shared",
                "jdbc:sqlite:x.db?open_mode=134",
                "jdbc:h2:mem:x",
                "jdbc:h2:mem:",
                "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1",
                "jdbc:h2:.",
                "jdbc:h2:memFS:x",
                "jdbc:h2:nioMemLZF:x",
                "jdbc:duckdb:",
                "jdbc:duckdb: ",
                "jdbc:duckdb:;threads=1",
                "jdbc:duckdb::memory:",
                "jdbc:duckdb::memory:x"
            })
    void areRefusedOnTheCommandLineIfTheDatabaseKeepsNothing(String target) {
        String said = refused(target);

        assertTrue(said.contains(KEEPS_NOTHING), said);
        assertTrue(said.contains(" jdbc:" + target.split(":", 3)[1] + ":"), said);
        // A program that keeps running can use what is in its memory.
        JdbcMemberSink.to(target).build();
    }

    @Test
    void ofADatabaseInMemoryServeAProgramThatContinues() throws SQLException {
        String url = "jdbc:h2:mem:kept_by_its_program";
        try (Connection kept = DriverManager.getConnection(url);
                Statement statement = kept.createStatement()) {
            load(url);

            assertTrue(statement.executeQuery("SELECT * FROM MEMBER").next());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:duckdb:md:s3cret",
                "jdbc:duckdb:md:x?motherduck_token=s3cret",
                "jdbc:duckdb:ducklake:s3cret",
                "jdbc:duckdb:postgres:host=h dbname=s3cret",
                "jdbc:duckdb:sqlite:s3cret.db",
                "jdbc:duckdb:http://s3cret@127.0.0.1:1/x.duckdb",
                "jdbc:duckdb:s3://s3cret/x.duckdb",
                "jdbc:duckdb:file:s3cret",
                "jdbc:duckdb:file://s3cret/x"
            })
    void areRefusedIfDuckDbWouldDownloadCodeForThem(String target) {
        String said = refused(target);

        assertTrue(said.contains(ELSEWHERE), said);
        assertFalse(said.contains("s3cret"), said);
        assertThrows(MemberportException.class, () -> JdbcMemberSink.to(target).build());
    }

    @Test
    void areRefusedForAPasswordWhereverItStands() {
        String said = refused("jdbc:duckdb:postgres:host=h password=s3cret");

        assertTrue(said.contains("has a password in it, where others can read it."), said);
        assertFalse(said.contains("s3cret"), said);
    }

    @Test
    void leaveDuckDbNothingToDownload() {
        Database database = Database.of(
                "jdbc:duckdb:" + directory.resolve("x.duckdb"),
                Credentials.NONE,
                DatabaseProduct.AUTO,
                Set.of(),
                TimeLimits.USUAL);
        try (JdbcSession session = JdbcSession.open(database, "target")) {
            for (String setting : List.of("autoinstall_known_extensions", "autoload_known_extensions")) {
                assertEquals(
                        "false",
                        session.call(
                                Operation.READ,
                                handle -> handle.createQuery("SELECT current_setting('" + setting + "')::VARCHAR")
                                        .mapTo(String.class)
                                        .one()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:%s;IFEXISTS=TRUE, IFEXISTS",
        "jdbc:h2:%s;forbid_creation=true, FORBID_CREATION",
        "jdbc:h2:%s;ACCESS_MODE_DATA=r, ACCESS_MODE_DATA",
        "jdbc:sqlite:file:%s?mode=rw, mode",
        "jdbc:sqlite:file:%s?mode=ro, mode",
        "jdbc:sqlite:file:%s?immutable=1, immutable",
        "jdbc:sqlite:%s?open_mode=2, open_mode",
        "jdbc:duckdb:%s;access_mode=READ_ONLY, access_mode",
        "jdbc:duckdb:%s;duckdb.read_only=true, duckdb.read_only"
    })
    void haveNoDatabaseMadeIfTheirParametersForbidIt(String pattern, String parameter) throws IOException {
        String target = pattern.formatted(directory.resolve("x"));

        String said = refused(target);

        assertTrue(said.contains("has no database yet, and its parameter " + parameter), said);
        assertTrue(said.contains("forbids the driver to create one. Create it first, or remove the parameter."), said);
        assertThrows(MemberportException.class, () -> load(target));
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:%s;IFEXISTS=TRUE", "jdbc:sqlite:file:%s?mode=rw", "jdbc:sqlite:%s?open_mode=2"})
    void takeADatabaseThatIsThere(String pattern) {
        String target = pattern.formatted(directory.resolve("x"));
        load(target.replaceAll("[;?].*", ""));

        ofCommandLine(target).check();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:%s;ACCESS_MODE_DATA=r, ACCESS_MODE_DATA",
        "jdbc:sqlite:file:%s?mode=ro, mode",
        "jdbc:sqlite:file:%s?immutable=1, immutable",
        "jdbc:sqlite:%s?open_mode=1, open_mode",
        "jdbc:duckdb:%s;access_mode=read_only, access_mode"
    })
    void areRefusedIfTheirParametersForbidWriting(String pattern, String parameter) {
        String target = pattern.formatted(directory.resolve("x"));
        load(target.replaceAll("[;?].*", ""));

        String said = refused(FailureKind.TARGET, target);

        assertTrue(said.contains("cannot be written: its parameter " + parameter), said);
        assertTrue(said.contains("opens it for reading only. Remove the parameter."), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite:~/x.db | does not name a file in the home directory: for the driver of SQLite, ~ is a name like any",
                "jdbc:h2:~me/x | does not name a file in the home directory: for the driver of H2",
                "jdbc:duckdb:~me/x | does not name a file in the home directory: for the driver of DuckDB",
                "jdbc:h2:members | has a relative path that H2 does not accept. Write ./ before it, as in jdbc:h2:./members.",
                "jdbc:h2:file:sub/members;MODE=MySQL | has a relative path that H2 does not accept. Write ./ before it",
                "jdbc:h2: | names no file. Write jdbc:h2:./members for example.",
                "jdbc:h2:;MODE=MySQL | names no file. Write jdbc:h2:./members for example.",
                "jdbc:h2:nio:./x | names one of H2's own file systems, where Memberport cannot protect what is written.",
                "jdbc:h2:./x.mv.db | has the ending .mv.db, but H2 adds this ending itself. Leave it out.",
                "jdbc:sqlite:file:a#b.db | has a # in a name that is a URI, where SQLite ignores what follows it. Write %23.",
                "jdbc:sqlite::resource:x.db | has a name that begins with a colon",
                "jdbc:sqlite:file:x.db?mode=memroy | has a parameter mode that SQLite does not know.",
                "jdbc:H2:./x | does not begin with jdbc:h2: in small letters. Write it so.",
                "jdbc:sqlite:./x/ | names a directory. Put the name of a file behind it.",
                "jdbc:h2:./x/ | names a directory. Put the name of a file behind it.",
                "jdbc:duckdb:x/ | names a directory. Put the name of a file behind it."
            })
    void areRefusedIfTheyAreNotTheFileThatTheirUserMeans(String target, String says) {
        String said = refused(target);

        assertTrue(said.startsWith("The target " + target.replaceAll("[;?].*", "") + " " + says), said);
    }

    @Test
    void areRefusedForAHomeThatTheDriverDoesNotKnow() {
        String said = refused("jdbc:sqlite:~/x.db");

        assertTrue(said.contains("does not name a file in the home directory: for the driver of SQLite"), said);
        assertTrue(said.endsWith("Write the path in full, /home/me/members.db for example."), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:h2:%s;NO_SUCH_SETTING=1", "jdbc:sqlite:file:%s?cache=none", "jdbc:duckdb:%s;no_such=1"})
    void leaveNoFileIfTheDriverRefusesThem(String pattern) throws IOException {
        String target = pattern.formatted(directory.resolve("x"));

        assertThrows(MemberportException.class, () -> load(target));

        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:, x.mv.db", "jdbc:duckdb:, x"})
    void nameTheFileThatTheDriverMakesOfABackslash(String prefix, String name) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));

        load(prefix + directory + "/folder\\x");

        assertEquals(List.of(folder), files());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:x.db;key=s3cret, jdbc:sqlite:x.db, ? and separate them by &.",
        "jdbc:h2:./x?key=s3cret, jdbc:h2:./x, ; and separate them by ;.",
        "jdbc:duckdb:x.duckdb?key=s3cret, jdbc:duckdb:x.duckdb, ; and separate them by ;."
    })
    void areRefusedIfTheirParametersWouldBecomeAPartOfTheName(String target, String shown, String instead) {
        String said = refused(target);

        assertTrue(said.contains("has parameters that its driver would read as a part of the file's name."), said);
        assertEquals("The target " + shown, said.substring(0, said.indexOf(" has parameters")));
        assertTrue(said.endsWith("Begin them with " + instead), said);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:, 'semi;x.db'",
        "jdbc:sqlite:, a#b %20&c.db",
        "jdbc:sqlite:, a:mem.db",
        "jdbc:h2:, a?b#c %20&d.mv.db",
        "jdbc:duckdb:, a?b#c %20&d.db"
    })
    void areShownWithTheWholeNameOfTheirFile(String prefix, String name) throws IOException {
        Path file = directory.resolve(name);
        String target = prefix + file.toString().replaceFirst("\\.mv\\.db$", "");

        load(target);

        assertEquals(List.of(file), files());
        assertEquals(target, JdbcMemberSink.to(target).build().description());
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:x.db, duckdb:x.db, a database of SQLite, Name it as jdbc:sqlite:PATH to write to it",
        "duckdb:x.db, sqlite:x.db, a database of DuckDB, Name it as jdbc:duckdb:PATH to write to it",
        "h2:x, sqlite:x.mv.db, a database of H2, 'Name it as jdbc:h2:PATH, without .mv.db, to write to it'",
        "h2:x, duckdb:x.mv.db, a database of H2, 'Name it as jdbc:h2:PATH, without .mv.db, to write to it'",
        "sqlite:x.mv.db, h2:x, a database of SQLite, Name it as jdbc:sqlite:PATH to write to it",
        "sqlite:x.db, h2:x.db, a database of SQLite, Name it as jdbc:sqlite:PATH to write to it"
    })
    void areRefusedIfTheFileIsAnotherKindOfDatabase(String present, String named, String kind, String advice)
            throws IOException {
        load(inDirectory(present));
        Path file = files().get(0);
        byte[] content = Files.readAllBytes(file);

        String said = refused(inDirectory(named));

        assertTrue(said.contains("cannot be written: the file " + file + " is " + kind + ", not a database of "), said);
        assertTrue(said.contains(", and was not changed. " + advice), said);
        assertThrows(MemberportException.class, () -> load(inDirectory(named)));
        assertEquals(List.of(file), files());
        assertEquals(content.length, Files.size(file));
    }

    private String inDirectory(String target) {
        String[] parts = target.split(":", 2);
        return "jdbc:" + parts[0] + ":" + directory.resolve(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:x.mv.db", "duckdb:x.mv.db", "h2:x"})
    void areRefusedIfTheFileIsNoDatabase(String target) throws IOException {
        Path file = directory.resolve("x.mv.db");
        Files.writeString(file, "member_id,city\nm-1,Zürich\n");
        String text = refused(inDirectory(target));
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
        String compressed = refused(inDirectory(target));
        Files.writeString(file, "PAR1\0");
        String parquet = refused(inDirectory(target));

        assertTrue(text.contains("is a text file, not a database of"), text);
        assertTrue(text.contains(", and was not changed. Name another file."), text);
        assertTrue(compressed.contains("is a compressed file, not a database of"), compressed);
        assertTrue(parquet.contains("is a Parquet file, not a database of"), parquet);
    }

    @Test
    void areRefusedIfTheFileIsEmptyAndTheDatabaseMakesItsOwn() throws IOException {
        Files.createFile(directory.resolve("x.db"));

        String said = refused(inDirectory("duckdb:x.db"));

        assertTrue(said.contains("is an empty file, which is no database of DuckDB. Delete it"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:x.mv.db", "duckdb:x.mv.db", "h2:x"})
    void areRefusedIfTheFileIsALinkToNothing(String target) throws IOException {
        Path link = directory.resolve("x.mv.db");
        Files.createSymbolicLink(link, directory.resolve("absent"));
        String dangling = refused(inDirectory(target));
        Files.delete(link);
        Files.createSymbolicLink(link, link);
        String loop = refused(inDirectory(target));

        assertTrue(dangling.contains("is a symbolic link that leads to no file. Remove it"), dangling);
        assertTrue(loop.contains("is a symbolic link that leads to no file. Remove it"), loop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:%s", "duckdb:%s", "h2:%s"})
    void areRefusedIfTheNameIsTooLong(String target) {
        String said = refused(inDirectory(target.formatted("x".repeat(250))));

        assertTrue(said.contains("has a name that is too long for a file. Name one of at most 240 bytes."), said);
    }
}
