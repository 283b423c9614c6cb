package io.memberport.testkit;

import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** A sink that keeps its promises passes, whichever way it accumulates. */
class FaultlessSinkTest {

    @Nested
    class OfSnapshots implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new ReferenceFixture(directory, Flaw.NONE, Accumulation.SNAPSHOT, RepeatedMember.KEPT);
        }
    }

    @Nested
    class ThatMerges implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new ReferenceFixture(directory, Flaw.NONE, Accumulation.MERGE, RepeatedMember.LAST_WINS);
        }
    }

    @Nested
    class OfSnapshotsAndChanges implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new ReferenceFixture(directory, Flaw.NONE, Accumulation.SNAPSHOT_AND_CHANGES, RepeatedMember.KEPT);
        }
    }

    @Nested
    class ThatAppends implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new ReferenceFixture(directory, Flaw.NONE, Accumulation.APPEND, RepeatedMember.KEPT);
        }
    }
}
