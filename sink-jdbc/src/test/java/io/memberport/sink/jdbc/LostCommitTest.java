package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.TargetResult;
import io.memberport.export.TargetsFailedException;
import io.memberport.sink.jdbc.LosingProxy.Ending;
import io.memberport.sink.jdbc.LosingProxy.Loss;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testkit.TestExport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is lost in the very moment of the commit. */
class LostCommitTest {

    private static final TestExport FORMER =
            TestExport.of("batch-1").member("m-1", values(variable("v-a", "A", "string"), text("former")));
    private static final TestExport EXPORT =
            TestExport.of("batch-2").member("m-1", values(variable("v-a", "A", "string"), text("new")));

    @ParameterizedTest
    @EnumSource(Loss.class)
    void isResolvedByLookingWhetherItHappened(Loss loss) throws Exception {
        PostgresServer server = PostgresServer.shared();
        String name = server.newDatabase();
        TestDatabase database = new TestDatabase(
                TestDatabase.Product.POSTGRESQL, server.url(name), server.user(), server.password(), () -> {});
        try (LosingProxy proxy = LosingProxy.before(server.port(), "COMMIT", loss, Ending.CUT)) {
            SinkRuns direct = new SinkRuns(database);
            direct.load(direct.to().build(), FORMER);
            String detour = server.url(name).replace(":" + server.port() + "/", ":" + proxy.port() + "/");
            SinkRuns runs = new SinkRuns(
                    new TestDatabase(database.product(), detour, server.user(), server.password(), () -> {}));
            proxy.arm();

            switch (loss) {
                case OF_THE_ANSWER ->
                    assertEquals(
                            TargetResult.Outcome.COMMITTED,
                            runs.load(runs.to().build(), EXPORT)
                                    .targets()
                                    .get(0)
                                    .outcome());
                case OF_THE_REQUEST ->
                    assertTrue(assertThrows(
                                    TargetsFailedException.class,
                                    () -> runs.load(runs.to().build(), EXPORT))
                            .toString()
                            .contains("Nothing was committed"));
            }

            assertTrue(proxy.hasLost(), "the proxy has seen the commit");
            String expected = loss == Loss.OF_THE_ANSWER ? "new" : "former";
            assertEquals(expected, direct.one("SELECT value FROM member_value"));
            direct.load(direct.to().build(), EXPORT);
            assertEquals("new", direct.one("SELECT value FROM member_value"));
        } finally {
            server.dropDatabase(name);
        }
    }
}
