package io.memberport.sink.csv;

import io.memberport.port.Layout;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class CsvSinkContractTest {

    @Nested
    class InLongLayout implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new CsvFixture(directory, "members.csv", Layout.LONG);
        }
    }

    @Nested
    class InWideLayout implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new CsvFixture(directory, "members.csv", Layout.WIDE);
        }
    }

    @Nested
    class Compressed implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new CsvFixture(directory, "members.csv.gz", Layout.LONG);
        }
    }
}
