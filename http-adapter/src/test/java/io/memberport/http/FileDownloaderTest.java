package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static io.memberport.http.ApiFixture.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.Restarts;
import io.memberport.http.FileDownloader.Progress;
import io.memberport.model.ExportMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download to a path, by a program that embeds it. */
@Tag("fault")
class FileDownloaderTest {

    private static final String EXPORT = "{\"members\":[{\"memberId\":\"m1\",\"variables\":[]}]}";
    private static final StoredObject FILE = StoredObject.of(EXPORT);

    @TempDir
    Path directory;

    private final ApiFixture fixture =
            new ApiFixture(builder -> builder.retryPolicy(RetryPolicy.DEFAULT.withAttempts(1)));
    private final List<String> heard = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void transferred(long transferredBytes, long expectedBytes) {
            heard.add(transferredBytes + " of " + expectedBytes);
        }

        @Override
        public void checked(long checkedBytes, long expectedBytes, long members) {
            heard.add("checked " + members);
        }

        @Override
        public void left(Path part, long bytes) {
            heard.add("left " + bytes);
        }
    };

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path file() {
        return directory.resolve("export.json");
    }

    private ExportMetadata download() {
        return FileDownloader.to(file()).download(fixture.client, succeeded(null), progress);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void leavesAPartThatTheNextDownloadResumes() throws IOException {
        fixture.api.on(FILE_CALL, FILE.endingAfter(20), FILE.whole());
        failureOf(this::download);
        assertEquals(List.of("export.json.part", "export.json.part.state"), names());

        assertEquals(1, download().members());

        assertEquals(List.of("20 of 46", "left 20", "46 of 46", "checked 1"), heard);
        assertEquals("bytes=20-", fixture.api.requests(FILE_CALL).get(1).header("range"));
        assertEquals(EXPORT, Files.readString(file()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(List.of("export.json"), names());
    }

    @Test
    void restartsIfThePartHasChanged() throws IOException {
        fixture.api.on(FILE_CALL, FILE.endingAfter(20), FILE.whole());
        failureOf(this::download);
        Files.writeString(directory.resolve("export.json.part"), "[".repeat(20));

        ExportMetadata metadata = new Restarts(fixture.time.timing().delays(), ExportListener.NONE).run(this::download);

        assertEquals(1, metadata.members());
        assertEquals(EXPORT, Files.readString(file()));
    }

    @Test
    void replacesAFileIfItIsTold() throws IOException {
        fixture.api.on(FILE_CALL, FILE.whole());
        Files.writeString(file(), "former");

        failureOf(this::download);
        assertEquals("former", Files.readString(file()));

        FileDownloader.to(file()).replacing().download(fixture.client, succeeded(null), Progress.NONE);
        assertEquals(EXPORT, Files.readString(file()));
    }

    @Test
    void leavesThePartToAnotherDownload() throws IOException {
        fixture.api.on(FILE_CALL, FILE.whole());
        List<MemberportException> refused = new ArrayList<>();

        FileDownloader.to(file()).download(fixture.client, succeeded(null), new Progress() {
            @Override
            public void transferred(long transferredBytes, long expectedBytes) {
                refused.add(failureOf(FileDownloaderTest.this::download));
            }
        });

        assertEquals(FailureKind.TARGET_BUSY, refused.get(0).kind());
        assertTrue(messageOf(refused.get(0)).contains("Wait for it, or name another file."), messageOf(refused.get(0)));
        assertEquals(List.of("export.json"), names());
        assertEquals(EXPORT, Files.readString(file()));
    }
}
