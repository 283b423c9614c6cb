package io.memberport.sink.jdbc;

import io.memberport.sink.jdbc.JdbcMemberSink.Layout;
import io.memberport.sink.jdbc.JdbcMemberSink.Mode;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.testkit.SinkFixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** On HSQLDB, which is none of the databases that have a dialect of their own. */
class AnsiContractTest {

    private static SinkFixture fixture(Path directory, Layout layout, Mode mode) {
        return new JdbcFixture(TestDatabase.create(Product.ANSI, directory), layout, mode, Map.of());
    }

    @Nested
    class LongMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return fixture(directory, Layout.LONG, Mode.MERGE);
        }
    }

    @Nested
    class WideMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return fixture(directory, Layout.WIDE, Mode.MERGE);
        }
    }
}
