package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once, and a run that is killed. */
public interface ConcurrencyContract extends SinkFixtureSource {

    @Test
    default void letsOneOfTwoRunsWin(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (MemberSink sink = target.create();
                    SinkRun one = SinkUnderTest.write(sink, ContractExports.SECOND)) {
                ConcurrentRuns concurrent = ConcurrentRuns.challenge(target);

                concurrent.decide(() -> one.commit(ContractExports.SECOND.metadata()));
            }
            target.assertIntact("after two runs at once");
        }
    }

    @Test
    default void letsOneOfTwoProcessesWin(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (RemoteSink one = RemoteSink.start(target.fixture())) {
                one.open("SECOND");
                one.write("SECOND");
                ConcurrentRuns concurrent = ConcurrentRuns.challenge(target);

                concurrent.decide(() -> one.commit("SECOND"));
                one.end();
            }
            target.assertIntact("after two processes at once");
        }
    }

    @Test
    default void isLeftAsItWasByAProcessThatIsKilled(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            for (boolean written : new boolean[] {false, true}) {
                try (RemoteSink killed = RemoteSink.start(target.fixture())) {
                    killed.open("SECOND");
                    if (written) {
                        killed.write("SECOND");
                    }
                    killed.kill();
                }
                target.assertShows("after a process was killed");
                target.assertRemembers("after a process was killed");
            }

            target.run(ContractExports.SECOND);
        }
    }

    @Test
    default void keepsWhatAProcessCommittedThatIsKilledThen(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (RemoteSink killed = RemoteSink.start(target.fixture())) {
                killed.open("SECOND");
                killed.write("SECOND");
                killed.commit("SECOND");
                killed.kill();
            }
            target.committed(ContractExports.SECOND);
            target.assertShows("after a process was killed that had committed");
            target.assertRemembers("after a process was killed that had committed");

            target.run(ContractExports.THIRD);
        }
    }

    @Test
    default void leavesNoThreadBehind(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            LiveThreads before = LiveThreads.now();

            target.run(ContractExports.SECOND);

            assertEquals(List.of(), before.newOnes(), "threads that would keep the process alive");
        }
    }
}
