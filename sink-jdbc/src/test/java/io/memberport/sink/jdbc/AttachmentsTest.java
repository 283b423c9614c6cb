package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What others put on the tables loses no row unnoticed, neither of an export nor of their own. */
@Tag("fault")
class AttachmentsTest extends DatabaseTest {

    private static final TestExport EXPORT = TestExport.of("b-1")
            .member("m-1", values(variable("v-1", "City", "set"), text("Bonn"), text("Ulm")))
            .member("m-2", values(variable("v-1", "City", "set"), text("Oslo")));
    private static final TestExport NEXT = TestExport.of("b-2")
            .member("m-1", values(variable("v-1", "City", "set"), text("Paris")))
            .member("m-3", values(variable("v-1", "City", "set"), text("Rome")));

    private static final TestExport LAST = TestExport.of("b-3")
            .member("m-2", values(variable("v-1", "City", "set"), text("Oslo")))
            .member("m-3", values(variable("v-1", "City", "set"), text("Rome")));

    private SinkRuns loaded(Product product, Layout layout) {
        SinkRuns runs = on(product);
        runs.load(runs.to().layout(layout).build(), EXPORT);
        return runs;
    }

    private static JdbcMemberSink sink(SinkRuns runs, Layout layout, Mode mode) {
        return runs.to().layout(layout).mode(mode).build();
    }

    /** The check says it, and a run that was not checked says the same. */
    private static String refusal(SinkRuns runs, Layout layout, Mode mode) {
        String checked = failure(() -> sink(runs, layout, mode).check());
        assertEquals(checked, failure(() -> runs.load(sink(runs, layout, mode), NEXT)));
        return checked;
    }

    private static String failure(Executable operation) {
        MemberportException told = assertThrows(MemberportException.class, operation);
        assertEquals(FailureKind.TARGET, told.kind(), told.toString());
        return String.valueOf(told.getMessage());
    }

    private static void assertSays(String message, String... pieces) {
        for (String piece : pieces) {
            assertTrue(message.contains(piece), message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "member, LONG, MERGE",
        "member_value, LONG, REPLACE",
        "memberport_sync, LONG, MERGE",
        "memberport_sync, LONG, APPEND",
        "member_wide, WIDE, MERGE",
        "member_document, JSON, REPLACE"
    })
    void ofPostgresAreRefusedIfTheyAreRules(String table, Layout layout, Mode mode) throws SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(sink(runs, layout, mode), EXPORT);
        runs.execute("CREATE RULE r AS ON INSERT TO " + table + " DO INSTEAD NOTHING");

        assertSays(
                refusal(runs, layout, mode),
                "The rule r of the table",
                "can leave rows out without an error.",
                "Drop it: DROP RULE \"r\" ON");
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));

        runs.execute("ALTER TABLE " + table + " DISABLE RULE r");
        sink(runs, layout, mode).check();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, LONG, MERGE, member_value, ON DELETE CASCADE",
        "POSTGRESQL, LONG, MERGE, member, ON DELETE CASCADE",
        "POSTGRESQL, LONG, REPLACE, member, ON DELETE SET NULL",
        "POSTGRESQL, LONG, MERGE, member, ''",
        "POSTGRESQL, WIDE, MERGE, member_wide, ON DELETE CASCADE",
        "POSTGRESQL, JSON, MERGE, member_document, ON DELETE CASCADE",
        "MARIADB, LONG, MERGE, member, ON DELETE CASCADE",
        "MARIADB, LONG, REPLACE, member, ''",
        "MARIADB, WIDE, MERGE, member_wide, ON DELETE CASCADE",
        "H2, LONG, MERGE, member, ON DELETE CASCADE",
        "H2, LONG, REPLACE, member, ''",
        "DUCKDB, LONG, MERGE, variable, ''",
        "DUCKDB, LONG, REPLACE, variable, ''"
    })
    void areRefusedIfTheyAreForeignKeysToRowsThatARunDeletes(
            Product product, Layout layout, Mode mode, String table, String action) throws SQLException {
        SinkRuns runs = loaded(product, layout);
        boolean ofValue = table.equals("member_value");
        String id = table.equals("variable") ? "variable_id" : "member_id";
        String type = product == Product.POSTGRESQL
                ? "text"
                : "varchar(" + (product == Product.H2 ? 510 : 255) + ")"
                        + (product == Product.MARIADB ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin" : "");
        runs.execute("CREATE TABLE notes (id " + type + ", variable_id " + type + ", position integer,"
                + " CONSTRAINT notes_fk FOREIGN KEY (id" + (ofValue ? ", variable_id, position" : "") + ") REFERENCES "
                + table + " (" + id + (ofValue ? ", variable_id, position" : "") + ") " + action + ")");
        runs.execute("INSERT INTO notes VALUES ('" + (id.startsWith("v") ? "v-1" : "m-1") + "', 'v-1', 0)");

        assertSays(
                refusal(runs, layout, mode),
                "The foreign key",
                "refers to",
                "whose rows a run deletes and inserts again",
                "Drop the foreign key; a query can join without it.");
        assertEquals("1", runs.one("SELECT COUNT(*) FROM notes WHERE id IS NOT NULL"));

        runs.load(sink(runs, layout, Mode.APPEND), NEXT);
    }

    @Test
    void ofSqliteAreRefusedIfTheyAreForeignKeysThatAreTurnedOn() throws SQLException {
        SinkRuns plain = loaded(Product.SQLITE, Layout.LONG);
        plain.execute("CREATE TABLE notes (mid TEXT REFERENCES Member (member_id) ON DELETE CASCADE)");
        plain.execute("INSERT INTO notes VALUES ('m-1')");
        TestDatabase off = plain.database();
        SinkRuns runs = new SinkRuns(new TestDatabase(
                Product.SQLITE, off.url() + "?foreign_keys=true", off.user(), off.password(), off.removal()));

        assertSays(refusal(runs, Layout.LONG, Mode.MERGE), "The foreign key of the table notes refers to");
        assertSays(refusal(runs, Layout.LONG, Mode.REPLACE), "whose rows a run deletes and inserts again");
        plain.load(sink(plain, Layout.LONG, Mode.MERGE), NEXT);

        assertEquals("1", plain.one("SELECT COUNT(*) FROM notes"));
    }

    /** They are looked at when the members are there again. */
    @Test
    void ofPostgresAreTakenIfTheyAreForeignKeysThatAreDeferred() throws SQLException {
        SinkRuns runs = loaded(Product.POSTGRESQL, Layout.LONG);
        runs.execute("CREATE TABLE notes (mid text REFERENCES member DEFERRABLE INITIALLY DEFERRED)");
        runs.execute("INSERT INTO notes VALUES ('m-1'), ('m-2')");
        sink(runs, Layout.LONG, Mode.MERGE).check();
        runs.load(sink(runs, Layout.LONG, Mode.MERGE), NEXT);
        assertEquals("2", runs.one("SELECT COUNT(*) FROM notes"));

        assertSays(
                failure(() -> runs.load(sink(runs, Layout.LONG, Mode.REPLACE), LAST)),
                "the constraint notes_mid_fkey.",
                "A foreign key prevents it",
                "Drop the foreign key, and run again.");
        assertEquals("3", runs.one("SELECT COUNT(*) FROM member"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB"})
    void areNamedIfTheyAreForeignKeysOfTheTablesThemselves(Product product) throws SQLException {
        SinkRuns runs = loaded(product, Layout.LONG);
        String type = product == Product.POSTGRESQL ? "text" : "varchar(255)";
        runs.execute("CREATE TABLE contacts (id " + type + " PRIMARY KEY)"
                + (product == Product.MARIADB ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin" : ""));
        runs.execute("INSERT INTO contacts VALUES ('m-1'), ('m-2')");
        runs.execute("ALTER TABLE member ADD CONSTRAINT known FOREIGN KEY (member_id) REFERENCES contacts (id)");

        assertSays(
                failure(() -> runs.load(sink(runs, Layout.LONG, Mode.MERGE), NEXT)),
                "the constraint known.",
                "A foreign key prevents it");
    }

    @Test
    void ofPostgresAreRefusedIfTheyAreTablesThatInherit() throws SQLException {
        SinkRuns runs = loaded(Product.POSTGRESQL, Layout.LONG);
        runs.execute("CREATE TABLE arch () INHERITS (member_value)");
        runs.execute("INSERT INTO arch SELECT * FROM ONLY member_value");

        assertSays(
                refusal(runs, Layout.LONG, Mode.REPLACE),
                "The table arch inherits from",
                "so a run would delete its rows, too.",
                "End that: ALTER TABLE arch NO INHERIT");
        assertSays(refusal(runs, Layout.LONG, Mode.MERGE), "The table arch inherits from");
        assertEquals("3", runs.one("SELECT COUNT(*) FROM arch"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE", "H2", "DUCKDB"})
    void areRefusedIfTheyAreViewsInThePlaceOfTables(Product product) throws SQLException {
        SinkRuns runs = loaded(product, Layout.LONG);
        runs.execute("ALTER TABLE member_value RENAME TO kept");
        runs.execute("CREATE VIEW member_value AS SELECT * FROM kept");

        assertSays(
                refusal(runs, Layout.LONG, Mode.MERGE),
                "is a view or a linked table, and the database does not say whether it stores the rows.",
                "Rename it, or choose another schema or table-prefix.");
    }

    /** For it counts what a view takes. */
    @Test
    void ofPostgresFailTheRunIfTheyAreViewsWhoseTriggerLeavesRowsOut() throws SQLException {
        SinkRuns runs = loaded(Product.POSTGRESQL, Layout.LONG);
        runs.execute("ALTER TABLE member_value RENAME TO kept");
        runs.execute("CREATE VIEW member_value AS SELECT * FROM kept");
        skipping(runs, "INSERT", "kept");

        assertSays(
                failure(() -> runs.load(sink(runs, Layout.LONG, Mode.MERGE), NEXT)),
                "took 0 of the 2 rows for its table member_value.",
                "A trigger or a rule of the table can be the cause.");
        assertEquals("3", runs.one("SELECT COUNT(*) FROM kept"));
    }

    @Test
    void ofH2AreRefusedIfTheyAreTriggersInPlaceOfTheStatement() throws SQLException {
        SinkRuns runs = loaded(Product.H2, Layout.LONG);
        runs.execute("CREATE TRIGGER x INSTEAD OF INSERT ON MEMBER_VALUE FOR EACH ROW AS '"
                + "org.h2.api.Trigger create() { return (c, before, after) -> {}; }'");

        assertSays(
                refusal(runs, Layout.LONG, Mode.MERGE),
                "runs instead of the statement, so rows can be lost.",
                "Drop it, or make it one that runs AFTER.");
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, MERGE, member_value",
        "LONG, REPLACE, member_value",
        "LONG, MERGE, member",
        "LONG, MERGE, variable",
        "LONG, MERGE, memberport_sync",
        "LONG, APPEND, member_value_history",
        "WIDE, MERGE, member_wide",
        "WIDE, REPLACE, member_wide",
        "JSON, MERGE, member_document",
        "JSON, REPLACE, member_document"
    })
    void ofPostgresFailTheRunIfTheyAreTriggersThatLeaveRowsOut(Layout layout, Mode mode, String table)
            throws SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(sink(runs, layout, mode), EXPORT);
        String before = runs.one("SELECT COUNT(*) FROM " + table);
        skipping(runs, "INSERT", table);
        sink(runs, layout, mode).check();

        assertSays(
                failure(() -> runs.load(sink(runs, layout, mode), NEXT)),
                "rows for its table " + table + ".",
                "A trigger of the table can be the cause: skip.",
                "Change it so that it leaves no row out, or drop it, and run again.");
        assertEquals(before, runs.one("SELECT COUNT(*) FROM " + table));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, MERGE, member_value",
        "LONG, REPLACE, member_value",
        "LONG, MERGE, member",
        "WIDE, MERGE, member_wide",
        "JSON, REPLACE, member_document"
    })
    void ofPostgresFailTheRunIfTheyAreTriggersThatKeepRows(Layout layout, Mode mode, String table) throws SQLException {
        SinkRuns runs = loaded(Product.POSTGRESQL, layout);
        String before = runs.one("SELECT COUNT(*) FROM " + table);
        skipping(runs, "DELETE", table);

        String told = failure(() -> runs.load(sink(runs, layout, mode), NEXT));

        if (mode == Mode.MERGE) {
            assertSays(
                    told,
                    "rows in its table " + table + " that were to be deleted.",
                    "A trigger of the table can be the cause: skip.");
        }
        assertEquals(before, runs.one("SELECT COUNT(*) FROM " + table));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
    }

    /** Such a trigger is the whole database's, so this one has its own. */
    @Test
    void ofPostgresAreRefusedIfTheyAreTriggersThatForbidTables() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String name = server.newDatabase();
        SinkRuns runs = new SinkRuns(
                new TestDatabase(Product.POSTGRESQL, server.url(name), server.user(), server.password(), () -> {}));
        try {
            runs.load(runs.to().build(), EXPORT);
            runs.execute("CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN RAISE EXCEPTION ''no DDL here''; END'");
            runs.execute("CREATE EVENT TRIGGER forbids ON ddl_command_start EXECUTE FUNCTION forbid()");

            assertSays(
                    refusal(runs, Layout.LONG, Mode.MERGE),
                    "An event trigger forbids this user to create temporary tables, which every run needs",
                    "(forbids)",
                    "An administrator can exempt the user in it, or turn it off (ALTER EVENT TRIGGER … DISABLE).");

            runs.execute("ALTER EVENT TRIGGER forbids DISABLE");
            runs.load(sink(runs, Layout.LONG, Mode.MERGE), NEXT);
        } finally {
            server.dropDatabase(name);
        }
    }

    /** One that takes temporary tables, and no others. */
    @Test
    void ofPostgresAreToldIfTheyAreTriggersThatForbidOtherTables() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String name = server.newDatabase();
        SinkRuns runs = new SinkRuns(
                new TestDatabase(Product.POSTGRESQL, server.url(name), server.user(), server.password(), () -> {}));
        try {
            runs.execute("CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF EXISTS (SELECT 1"
                    + " FROM pg_event_trigger_ddl_commands() WHERE schema_name <> ''pg_temp'') THEN RAISE EXCEPTION ''no"
                    + " DDL here''; END IF; END'");
            runs.execute("CREATE EVENT TRIGGER forbids ON ddl_command_end EXECUTE FUNCTION forbid()");
            runs.to().build().check();

            assertSays(
                    failure(() -> runs.load(runs.to().build(), EXPORT)),
                    "no DDL here",
                    "A trigger of the database forbids it, an event trigger (CREATE, DROP) for example.",
                    "Ask the database's administrator to exempt this user.");
        } finally {
            server.dropDatabase(name);
        }
    }

    private static void skipping(SinkRuns runs, String event, String table) throws SQLException {
        runs.execute("CREATE OR REPLACE FUNCTION skipped() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RETURN NULL; END'");
        runs.execute(
                "CREATE TRIGGER skip BEFORE " + event + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION skipped()");
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, MERGE, member_value, INSERT",
        "LONG, REPLACE, member_value, INSERT",
        "LONG, MERGE, member_value, DELETE",
        "LONG, REPLACE, variable, DELETE",
        "LONG, MERGE, memberport_sync, INSERT",
        "LONG, MERGE, memberport_sync, UPDATE",
        "WIDE, MERGE, member_wide, INSERT",
        "JSON, MERGE, member_document, INSERT"
    })
    void ofSqliteFailTheRunIfTheyAreTriggersThatIgnoreRows(Layout layout, Mode mode, String table, String event)
            throws SQLException {
        SinkRuns runs = loaded(Product.SQLITE, layout);
        String before = runs.one("SELECT COUNT(*) FROM " + table);
        runs.execute("CREATE TRIGGER x BEFORE " + event + " ON " + table + " BEGIN SELECT RAISE(IGNORE); END");

        String told = failure(() -> runs.load(sink(runs, layout, mode), NEXT));

        if (!table.equals("variable")) {
            assertSays(told, "table " + table, "A trigger of the table can be the cause: x.");
        }
        assertEquals(before, runs.one("SELECT COUNT(*) FROM " + table));
        assertEquals("1", runs.one("SELECT COUNT(*) FROM memberport_sync"));
    }

    /** Which fill in a column of their own, for example. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void ofPostgresAreTakenIfTheyAreTriggersThatLetRowsThrough(Mode mode) throws SQLException {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(sink(runs, Layout.LONG, mode), EXPORT);
        String table = mode == Mode.APPEND ? "member_value_history" : "member_value";
        runs.execute("ALTER TABLE " + table + " ADD COLUMN seen text");
        runs.execute("CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF; NEW.seen = ''yes''; RETURN NEW; END'");
        runs.execute(
                "CREATE TRIGGER marks BEFORE INSERT OR DELETE ON " + table + " FOR EACH ROW EXECUTE FUNCTION mark()");

        sink(runs, Layout.LONG, mode).check();
        runs.load(sink(runs, Layout.LONG, mode), NEXT);

        assertEquals("2", runs.one("SELECT COUNT(*) FROM " + table + " WHERE seen = 'yes'"));
        assertEquals("2", runs.one("SELECT COUNT(*) FROM memberport_sync"));
    }
}
