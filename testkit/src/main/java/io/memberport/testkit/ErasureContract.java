package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.MembersToErase;
import io.memberport.testkit.fixture.SinkFixtureSource;
import io.memberport.testkit.fixture.StoredValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink that offers to erase members promises; see {@link MemberEraser}. One that does not offer it has nothing to show. */
public interface ErasureContract extends SinkFixtureSource {

    @Test
    default void erasesAMemberAndLeavesTheOthersAsTheyAre(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory);
                MemberSink sink = target.create()) {
            Optional<MemberEraser> offered = sink.eraser();
            if (offered.isEmpty()) {
                return;
            }
            MemberEraser eraser = offered.get();
            String id = "m-1";
            MembersToErase ids = MembersToErase.of(List.of(Text.of(id), Text.of("M-1"), Text.of("no member's")));
            List<String> before = stored(target, value -> true);
            List<String> others = stored(target, value -> !value.memberId().equals(id));
            Optional<LastCommit> commit = target.lastCommit(SinkUnderTest.COMMUNITY);
            assertNotEquals(others, before, "the first export has the member");

            ErasureReceipt counted = eraser.count(SinkUnderTest.COMMUNITY, ids);
            assertEquals(before, stored(target, value -> true), "counting changes nothing");
            ErasureReceipt receipt = eraser.erase(SinkUnderTest.COMMUNITY, ids);

            assertEquals(counted, receipt, "what is erased is what was counted");
            assertEquals(1, receipt.members(), "members that were found");
            assertNotEquals(0, receipt.exports(), "exports that were looked into");
            assertFalse(receipt.toString().contains(id), "the receipt names no member");
            assertEquals(others, stored(target, value -> true), "all others are as they were");
            assertEquals(commit, target.lastCommit(SinkUnderTest.COMMUNITY), "the last commit is what it was");
            assertEquals(0, eraser.erase(SinkUnderTest.COMMUNITY, ids).members(), "there is nothing left to erase");
            target.assertTidy("after members were erased");
        }
    }

    private static List<String> stored(SinkUnderTest target, Predicate<StoredValue> which) throws Exception {
        return target.fixture().read().stream()
                .filter(which)
                .map(StoredValue::toString)
                .sorted()
                .toList();
    }
}
