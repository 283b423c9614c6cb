package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.ExportResult;
import io.memberport.export.TargetResult;
import io.memberport.model.MemberBlock;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All at once or not at all, once, and remembered with the data. */
public interface CommitContract extends SinkFixtureSource {

    @Test
    default void showsNothingNewBeforeTheCommit(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            try (MemberSink sink = target.create();
                    SinkRun run = SinkUnderTest.open(sink, ContractExports.SECOND)) {
                target.assertShows("once a run has begun");
                for (MemberBlock block : ContractExports.SECOND.blocks()) {
                    run.write(block);
                    target.assertShows("while a run writes");
                }
                target.assertRemembers(sink.lastCommit(SinkUnderTest.COMMUNITY), "while a run writes");

                run.commit(ContractExports.SECOND.metadata());

                target.committed(ContractExports.SECOND);
                target.assertShows("once commit has returned");
            }
            target.assertIntact("after the run");
        }
    }

    @Test
    default void discardsWhatWasNotCommitted(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            try (MemberSink sink = target.create()) {
                SinkUnderTest.write(sink, ContractExports.FIRST).close();
            }
            target.assertIntact("after the first run ever was discarded");

            target.run(ContractExports.FIRST);
            try (MemberSink sink = target.create()) {
                SinkUnderTest.write(sink, ContractExports.SECOND).close();
            }
            target.assertIntact("after a second run was discarded");

            target.run(ContractExports.SECOND);
        }
    }

    /** As a transfer does that restarts, and a program that keeps its sinks. */
    @Test
    default void canBeOpenedAgain(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory);
                MemberSink sink = target.create()) {
            SinkUnderTest.write(sink, ContractExports.SECOND).close();
            target.assertIntact("after a run was discarded");
            for (TestExport export : List.of(ContractExports.FIRST, ContractExports.SECOND)) {
                try (SinkRun run = SinkUnderTest.write(sink, export)) {
                    run.commit(export.metadata());
                }
                target.committed(export);
                target.assertIntact("after a run of a sink that had been opened before");
            }
        }
    }

    @Test
    default void canBeClosedAtAnyTimeAndAgain(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            MemberSink neverOpened = target.create();
            neverOpened.close();
            neverOpened.close();
            MemberSink sink = target.create();
            SinkRun opened = SinkUnderTest.open(sink, ContractExports.FIRST);
            opened.close();
            opened.close();
            target.assertIntact("after runs were closed that had written nothing");

            SinkRun committed = SinkUnderTest.write(sink, ContractExports.FIRST);
            committed.commit(ContractExports.FIRST.metadata());
            committed.close();
            committed.close();
            target.committed(ContractExports.FIRST);
            target.assertIntact("after a run was closed twice that had committed");
            sink.close();
            sink.close();
            target.assertIntact("after a sink was closed twice that had been opened");
        }
    }

    @Test
    default void remembersItsLastCommitOnly(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            assertEquals(Optional.empty(), target.lastCommit(SinkUnderTest.COMMUNITY), "before the first commit");

            target.run(ContractExports.FIRST);
            target.run(ContractExports.SECOND);

            assertEquals(Optional.empty(), target.lastCommit("another community"), "of another community");
        }
    }

    @Test
    default void remembersItsLastCommitInANewProcess(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory);
                RemoteSink remote = RemoteSink.start(target.fixture())) {
            target.assertRemembers(remote.lastCommit(SinkUnderTest.COMMUNITY), "as another process sees it");
        }
    }

    @Test
    default void remembersWhatAnExportDoesNotSay(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.run(ContractExports.FIRST.withBatchId(null).dated(null, null));
        }
    }

    /** A user who asks for another form does not want to hear that the export is there already. */
    @Test
    default void remembersNothingOfAnotherForm(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            for (Map<String, String> options : target.fixture().optionsOfOtherForms()) {
                try (MemberSink sink = target.create(options)) {
                    assertEquals(
                            Optional.empty(),
                            sink.lastCommit(SinkUnderTest.COMMUNITY),
                            () -> "the last commit for a sink with the options " + options);
                    assertFalse(
                            sink.hasCommitted(SinkUnderTest.COMMUNITY, ContractExports.FIRST.metadata()),
                            () -> "whether a sink with the options " + options + " has committed the export");
                }
            }
        }
    }

    @Test
    default void writesTheSameBatchOnce(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            ExportResult again = target.transfer(ContractExports.FIRST.asFile());

            assertEquals(
                    List.of(TargetResult.Outcome.ALREADY_COMMITTED),
                    again.targets().stream().map(TargetResult::outcome).toList());
            target.assertIntact("after the same batch came again");
        }
    }

    /** No reason is known why that would happen; if it does, nothing may be lost. */
    @Test
    default void writesABatchAgainWhoseContentIsAnother(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND.withBatchId(ContractExports.FIRST.batchId()));
        }
    }

    @Test
    default void countsWhatItWrote(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            ExportResult result = target.transfer(ContractExports.FIRST.asFile());

            long rows = result.targets().get(0).rows();
            assertTrue(rows > 0, () -> "rows of an export with members: " + rows);
        }
    }
}
