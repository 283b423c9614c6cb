package io.memberport.http;

import static io.memberport.http.ApiFixture.FILE_CALL;
import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.succeeded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.StoredObject.Framing;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An answer that stops at any byte: what is read is the whole export, or it is a failure; never a part that passes for
 * the whole.
 */
@Tag("fault")
class CutTest {

    private static final String JSON =
            "{\"members\":[{\"memberId\":\"a\",\"variables\":[]},{\"memberId\":\"b\",\"variables\":[]}]}";
    private static final byte[] PLAIN = JSON.getBytes(UTF_8);

    private final ApiFixture fixture = new ApiFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private ExportMetadata read() {
        try (ExportFileSource file = fixture.client.file(succeeded(null));
                ExportStream stream = file.open()) {
            long members = 0;
            for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                MemberBlock block = next.decode();
                members += block.members().size();
            }
            return stream.metadata(members, 0, 0);
        }
    }

    private void assertWhole() throws Exception {
        ExportMetadata read = read();
        assertEquals(2, read.members());
        assertEquals(PLAIN.length, read.contentBytes());
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PLAIN)), read.contentSha256());
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "CHUNKED"})
    void readsTheWholeExportWhereverItIsCutIfItCanBeResumed(Framing framing) throws Exception {
        StoredObject file = StoredObject.of(PLAIN).framedBy(framing);
        // Where all bytes have come and the last chunk has not, there is nothing left to prove anything by.
        int cuts = framing == Framing.CHUNKED ? PLAIN.length : PLAIN.length + 1;
        for (int cut = 0; cut < cuts; cut++) {
            fixture.api.on(FILE_CALL, file.endingAfter(cut), file.whole());
            assertWhole();
        }
    }

    @Test
    void readsTheWholeExportWhereverItsGzipIsCutIfItCanBeResumed() throws Exception {
        byte[] gzip = gzip();
        StoredObject file = StoredObject.of(gzip).with("Content-Encoding: gzip");
        for (int cut = 0; cut <= gzip.length; cut++) {
            fixture.api.on(FILE_CALL, file.endingAfter(cut), file.whole());
            assertWhole();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "CHUNKED"})
    void failsWhereverItIsCutIfItCannotBeResumed(Framing framing) throws Exception {
        StoredObject file = StoredObject.of(PLAIN).untagged().framedBy(framing);
        for (int cut = 1; cut < PLAIN.length; cut++) {
            fixture.api.on(FILE_CALL, file.endingAfter(cut), file.whole());
            MemberportException failure = failureOf(this::read);
            assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
            assertTrue(failure.isRestartable());
        }
        fixture.api.on(FILE_CALL, file.endingAfter(0), file.whole());
        assertWhole();
    }

    @Test
    void failsWithoutTheLastChunkThoughAllBytesHaveCome() {
        StoredObject file = StoredObject.of(PLAIN).untagged().framedBy(Framing.CHUNKED);
        fixture.api.on(FILE_CALL, file.endingAfter(PLAIN.length), file.whole());

        MemberportException failure = failureOf(this::read);

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertTrue(failure.isRestartable());
    }

    @Test
    void knowsByTheJsonAloneWhetherItIsWholeIfTheServerSaysNothing() throws Exception {
        StoredObject file = StoredObject.of(PLAIN).framedBy(Framing.CLOSE);
        for (int cut = 0; cut < PLAIN.length; cut++) {
            fixture.api.on(FILE_CALL, file.endingAfter(cut));
            assertEquals(FailureKind.MALFORMED_EXPORT, failureOf(this::read).kind(), "cut at " + cut);
        }
        fixture.api.on(FILE_CALL, file.endingAfter(PLAIN.length));
        assertWhole();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PLAIN);
        }
        return bytes.toByteArray();
    }
}
