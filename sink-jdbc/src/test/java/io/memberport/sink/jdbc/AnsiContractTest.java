package io.memberport.sink.jdbc;

import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** On HSQLDB, which is none of the databases that have a dialect of their own. */
class AnsiContractTest {

    @Nested
    class LongMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.ANSI, directory, Layout.LONG, Mode.MERGE);
        }
    }

    @Nested
    class WideMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.ANSI, directory, Layout.WIDE, Mode.MERGE);
        }
    }
}
