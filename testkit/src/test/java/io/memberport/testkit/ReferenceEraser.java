package io.memberport.testkit;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MembersToErase;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Erases members from the file of a {@link ReferenceSink}. */
record ReferenceEraser(Path folder, Flaw flaw) implements MemberEraser {

    @Override
    public ErasureReceipt count(String community, MembersToErase members) {
        return flaw == Flaw.ERASES_WHEN_IT_COUNTS ? erase(community, members) : receipt(former(), members);
    }

    @Override
    public ErasureReceipt erase(String community, MembersToErase members) {
        try {
            ReferenceLock lock = ReferenceLock.acquire(folder.resolve("lock"), flaw);
            ReferenceState before = former();
            Path next = folder.resolve("next");
            Files.deleteIfExists(next);
            Disk.REAL.append(next, without(before, members).toBytes());
            Disk.REAL.rename(next, ReferenceSink.state(folder));
            lock.close();
            return receipt(before, members);
        } catch (IOException e) {
            throw new MemberportException(FailureKind.TARGET, "The folder cannot be written.");
        }
    }

    private ReferenceState without(ReferenceState before, MembersToErase members) {
        if (flaw == Flaw.ERASES_NOTHING) {
            return before;
        }
        List<StoredValue> rest = before.values().stream()
                .filter(value -> flaw != Flaw.ERASES_EVERYBODY && !isOf(value, members))
                .toList();
        return new ReferenceState(
                before.community(),
                flaw == Flaw.FORGETS_ITS_COMMITS_WHEN_IT_ERASES ? ReferenceRecord.EMPTY : before.commits(),
                rest);
    }

    private ReferenceState former() {
        try {
            return ReferenceState.read(ReferenceSink.state(folder));
        } catch (IOException e) {
            throw new MemberportException(FailureKind.TARGET, "The folder cannot be read.");
        }
    }

    private static boolean isOf(StoredValue value, MembersToErase members) {
        return members.ids().contains(Text.of(value.memberId()));
    }

    private static ErasureReceipt receipt(ReferenceState state, MembersToErase members) {
        List<String> found = state.values().stream()
                .filter(value -> isOf(value, members))
                .map(StoredValue::memberId)
                .toList();
        return new ErasureReceipt(1, members.count(found.stream().map(Text::of).toList()), found.size(), 1, List.of());
    }
}
