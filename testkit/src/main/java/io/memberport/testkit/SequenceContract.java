package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.Allowances;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.model.MemberBlock;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports come again, come late, or are incremental: a target knows all that it has committed, and shows the newest.
 */
public interface SequenceContract extends SinkFixtureSource {

    @Test
    default void writesNoExportAgainThatItCommittedBeforeItsLastOne(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            TestExport second = ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate());
            target.run(second, SinkUnderTest.INCREMENTAL);
            target.run(ContractExports.THIRD.since(second.lastSyncDate()), SinkUnderTest.INCREMENTAL);
            List<TestExport> former = List.of(second, ContractExports.FIRST);
            for (TestExport export : former) {
                target.assertNotWrittenAgain(export);
            }

            target.run(ContractExports.fullAgain());
            for (TestExport export : former) {
                target.assertNotWrittenAgain(export);
            }
        }
    }

    /** A sink that replaces everything is allowed to go back; a sink that accumulates has the export already. */
    @Test
    default void goesBackToAFormerExportIfItReplacesAndThatIsAllowed(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND);
            if (target.fixture().accumulation() == Accumulation.SNAPSHOT) {
                target.run(ContractExports.FIRST, SinkUnderTest.OLDER);
                target.assertRecord("after an export was put back");
            } else {
                assertEquals(Outcome.ALREADY_COMMITTED, target.outcomeOf(ContractExports.FIRST, SinkUnderTest.OLDER));
                target.assertIntact("after a former export came again");
            }
        }
    }

    @Test
    default void refusesAnExportThatIsOlderThanWhatItShows(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND);
            if (target.fixture().accumulation() == Accumulation.APPEND) {
                target.run(ContractExports.late());
            } else {
                target.assertRefused(
                        ContractExports.late(),
                        ContractExports.late().exportDate(),
                        ContractExports.SECOND.exportDate());
            }
        }
    }

    /** The newest is not the last one if that has no date, or was written late. */
    @Test
    default void knowsTheNewestOfAllThatItShows(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate()), SinkUnderTest.INCREMENTAL);
            target.run(lateChanges(), new Allowances(true, true));
            target.assertRecord("after changes that came late");
            target.run(
                    ContractExports.THIRD
                            .since(ContractExports.SECOND.lastSyncDate())
                            .dated(null, null),
                    SinkUnderTest.INCREMENTAL);
            target.assertRecord("after changes without a date");
        }
    }

    @Test
    default void writesAnOlderExportIfThatIsAllowed(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND);
            target.run(ContractExports.late(), SinkUnderTest.OLDER);
            target.assertRecord("after an export that came late");

            target.run(ContractExports.THIRD);
        }
    }

    /** The next incremental export starts from where it would have started without them. */
    @Test
    default void writesOlderChangesIfThatIsAllowed(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate()), SinkUnderTest.INCREMENTAL);
            target.run(lateChanges(), new Allowances(true, true));

            target.run(ContractExports.THIRD.since(ContractExports.SECOND.lastSyncDate()), SinkUnderTest.INCREMENTAL);
        }
    }

    private static TestExport lateChanges() {
        return ContractExports.late().since(ContractExports.FIRST.lastSyncDate());
    }

    @Test
    default void writesAnExportOfTheSameDateAndOneOfNone(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND.dated(
                    ContractExports.FIRST.exportDate(), ContractExports.FIRST.lastSyncDate()));
            target.run(ContractExports.THIRD.dated(null, null));
        }
    }

    /** It would hold the members that changed, and no others. */
    @Test
    default void refusesChangesIfItHoldsAWholeSnapshot(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            TestExport changes = ContractExports.SECOND.since(ContractExports.FIRST.lastSyncDate());
            if (target.fixture().takesIncremental()) {
                target.run(changes);
            } else {
                target.assertRefused(changes, changes.sinceDatetime());
                target.run(changes, SinkUnderTest.INCREMENTAL);
            }
        }
    }

    @Test
    default void knowsItsRecordWheneverItIsAsked(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.assertRecord("before the first commit");
            target.run(ContractExports.FIRST);
            target.assertRecord("after the first commit");
            try (MemberSink sink = target.create();
                    SinkRun run = SinkUnderTest.open(sink, ContractExports.SECOND)) {
                target.assertRecord(sink, "once a run has begun");
                for (MemberBlock block : ContractExports.SECOND.blocks()) {
                    run.write(block);
                }
                target.assertRecord(sink, "while a run writes");

                run.commit(ContractExports.SECOND.metadata());

                target.committed(ContractExports.SECOND);
                target.assertRecord(sink, "once commit has returned");
            }
            target.assertRecord("after two commits");
        }
    }

    @Test
    default void keepsTheRecordsOfCommunitiesApart(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory);
                MemberSink sink = target.create()) {
            assertFalse(
                    sink.hasCommitted("another community", ContractExports.FIRST.metadata()),
                    "whether it has committed the export to another community");
            assertEquals(
                    Optional.empty(),
                    sink.newestExportDate("another community"),
                    "the date of the newest export of another community");
        }
    }

    @Test
    default void knowsItsRecordInANewProcess(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.SECOND);
            try (RemoteSink remote = RemoteSink.start(target.fixture())) {
                for (String name : List.of("FIRST", "SECOND")) {
                    boolean said = remote.hasCommitted(SinkUnderTest.COMMUNITY, name);
                    assertTrue(
                            target.commits()
                                    .admitsRecord(ContractExports.named(name).metadata(), said),
                            () -> "another process says " + said + " of " + name);
                }
                assertEquals(
                        target.commits().newestExportDate(),
                        remote.newestExportDate(SinkUnderTest.COMMUNITY),
                        "the date of the newest export as another process sees it");
            }
        }
    }
}
