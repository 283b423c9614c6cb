package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.RepeatedMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver of a database, for example, unpacks a library among the temporary files and cannot delete it if it is killed. */
class RemoteSinkTest {

    @TempDir
    Path directory;

    @Test
    void deletesTheTemporaryFilesOfAKilledProcess() throws IOException {
        RemoteSink remote = RemoteSink.start(
                new ReferenceFixture(directory, Flaw.NONE, Accumulation.MERGE, RepeatedMember.LAST_WINS));
        Path temporary = remote.temporary();
        try {
            Files.createDirectory(temporary.resolve("unpacked"));
            Files.writeString(temporary.resolve("unpacked").resolve("library.so"), "library");
        } finally {
            remote.kill();
        }

        assertFalse(Files.exists(temporary));
    }
}
