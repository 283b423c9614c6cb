package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.http.FileDownloader.Progress;
import io.memberport.http.RetryPolicy;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code memberport download} does, by a program of one's own. */
class NightlyDownloadTest {

    private static final long MEMBERS = 100;
    private static final int PART_BYTES = 100_000;

    @TempDir
    Path directory;

    private AlidaSimulator alida;

    @BeforeEach
    void start() throws Exception {
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(MEMBERS).variables(20).build();
        alida = AlidaSimulator.builder().export(export).looks(0, 0).start();
    }

    @AfterEach
    void stop() {
        alida.close();
    }

    /** Each call has a client of its own, as another process has. */
    private long download(Progress progress) {
        try (AlidaApi api = AlidaApi.at(alida.apiUrl())
                .community(alida.community())
                .credentials(new ClientCredentials(alida.clientId(), alida.clientSecret(), alida.apiKey()))
                .retryPolicy(RetryPolicy.DEFAULT.withAttempts(1))
                .build()) {
            return NightlyDownload.run(api, alida.batchId(), directory.resolve("export.json"), progress)
                    .members();
        }
    }

    @Test
    void resumesWhatAnEarlierDownloadLeft() throws Exception {
        List<String> heard = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void transferred(long transferredBytes, long expectedBytes) {}

            @Override
            public void resumed(long atByte, long expectedBytes) {
                heard.add("resumed at " + atByte);
            }

            @Override
            public void left(Path part, long bytes) {
                heard.add("left " + bytes + " in " + part.getFileName());
            }
        };
        alida.breakNextTransferAfter(PART_BYTES);
        assertThrows(MemberportException.class, () -> download(progress));

        assertEquals(MEMBERS, download(progress));

        assertEquals(List.of("left 100000 in export.json.part", "resumed at 100000"), heard);
        Path file = directory.resolve("export.json");
        assertEquals(-1, Files.mismatch(alida.exportFile(alida.batchId()), file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void replacesNoFile() throws Exception {
        Path file = Files.writeString(directory.resolve("export.json"), "mine");

        MemberportException refused = assertThrows(MemberportException.class, () -> download(Progress.NONE));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertEquals(Optional.of(Remedy.REPLACE_FILE), refused.remedy());
        assertEquals("mine", Files.readString(file));
    }
}
