package io.memberport.sink.jdbc;

import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class PostgresContractTest {

    @Nested
    class LongMerge implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.LONG, Mode.MERGE);
        }
    }

    @Nested
    class LongReplace implements SinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.LONG, Mode.REPLACE);
        }
    }

    @Nested
    class WideMerge implements SinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.WIDE, Mode.MERGE);
        }
    }

    @Nested
    class LongAppend implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.LONG, Mode.APPEND);
        }
    }

    @Nested
    class WideReplace implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.WIDE, Mode.REPLACE);
        }
    }

    @Nested
    class WideAppend implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.WIDE, Mode.APPEND);
        }
    }

    @Nested
    class JsonMerge implements LayoutContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.POSTGRESQL, directory, Layout.JSON, Mode.MERGE);
        }
    }
}
