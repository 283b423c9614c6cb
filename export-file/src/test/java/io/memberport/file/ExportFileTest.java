package io.memberport.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {

    private static final byte[] THREE = document(3);

    private static byte[] document(int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> "{\"memberId\":\"m" + i + "\",\"variables\":[]}")
                .collect(Collectors.joining(",", "{\"id\":\"b\",\"members\":[", "]}"))
                .getBytes(UTF_8);
    }

    private static ExportFile streamed(ExportFile.StreamOpener opener) {
        return ExportFile.ofStreams("export of last night", opener, DocumentLimits.DEFAULT);
    }

    private static List<String> idsOf(ExportFile file) {
        try (Stream<Member> members = file.members()) {
            return members.map(member -> member.id().asString()).toList();
        }
    }

    @Test
    void givesTheMembersOfAFileOnDiskInTheirOrder(@TempDir Path directory) throws IOException {
        Path path = Files.write(directory.resolve("export.json"), document(20_000));

        List<String> ids = idsOf(ExportFile.onDisk(path));

        assertEquals(IntStream.range(0, 20_000).mapToObj(i -> "m" + i).toList(), ids);
    }

    @Test
    void readsAStreamAsOftenAsAsked() {
        ExportFile file = streamed(() -> new ByteArrayInputStream(THREE));

        assertEquals(List.of("m0", "m1", "m2"), idsOf(file));
        assertEquals(List.of("m0", "m1", "m2"), idsOf(file));
    }

    @Test
    void closesTheStreamThoughItIsNotReadToItsEnd() {
        AtomicInteger closed = new AtomicInteger();
        ExportFile file = streamed(() -> new ByteArrayInputStream(document(50_000)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        try (Stream<Member> members = file.members()) {
            assertEquals("m0", members.findFirst().orElseThrow().id().asString());
            assertEquals(0, closed.get());
        }
        assertTrue(closed.get() > 0);
    }

    @Test
    void failsWhereADocumentEndsEarly() {
        byte[] whole = document(20_000);
        ExportFile file = streamed(() -> new ByteArrayInputStream(whole, 0, whole.length - 1));
        List<Member> before = new ArrayList<>();

        MemberportException failure = assertThrows(MemberportException.class, () -> {
            try (Stream<Member> members = file.members()) {
                members.forEach(before::add);
            }
        });

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertEquals(20_000, before.size());
    }

    @Test
    void tellsOfAStreamThatFailsWithoutQuotingIt() {
        ExportFile neverOpened = streamed(() -> {
            throw new IOException("https://store.example/?signature=CANARY");
        });
        ExportFile broken = streamed(() -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("https://store.example/?signature=CANARY");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });

        for (ExportFile file : List.of(neverOpened, broken)) {
            MemberportException failure = assertThrows(MemberportException.class, () -> idsOf(file));

            String message = Objects.requireNonNull(failure.getMessage());
            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(failure.isRestartable());
            assertTrue(message.contains("export of last night"), message);
            assertTrue(message.contains("IOException"), message);
            assertFalse(message.contains("CANARY"), message);
        }
    }
}
