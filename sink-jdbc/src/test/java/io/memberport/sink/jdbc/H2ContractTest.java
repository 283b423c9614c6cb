package io.memberport.sink.jdbc;

import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class H2ContractTest {

    @Nested
    class LongMerge implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.H2, directory, Layout.LONG, Mode.MERGE);
        }
    }

    @Nested
    class LongReplace implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.H2, directory, Layout.LONG, Mode.REPLACE);
        }
    }

    @Nested
    class WideMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.H2, directory, Layout.WIDE, Mode.MERGE);
        }
    }

    @Nested
    class JsonAppend implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.H2, directory, Layout.JSON, Mode.APPEND);
        }
    }
}
