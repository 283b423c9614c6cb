package io.memberport.sink.jdbc;

import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.ChangesContract;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class DuckDbContractTest {

    @Nested
    class LongMerge implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.DUCKDB, directory, Layout.LONG, Mode.MERGE);
        }
    }

    @Nested
    class WideMerge implements ChangesContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.DUCKDB, directory, Layout.WIDE, Mode.MERGE);
        }
    }

    @Nested
    class JsonMerge implements ChangesContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return JdbcFixture.of(Product.DUCKDB, directory, Layout.JSON, Mode.MERGE);
        }
    }
}
