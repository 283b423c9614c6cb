package io.memberport.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.MemberportException;
import io.memberport.file.ByteSource;
import io.memberport.http.ScriptedServer.Reply;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two servers, one for the API and one for the store that keeps the files, and a client for them in a time of its own. */
public final class ApiFixture implements AutoCloseable {

    static final String BATCH = "0c7b1d1e-batch";
    static final String FILE = "f11e-file";
    static final String CLIENT_ID = "client-id-canary";
    static final String CLIENT_SECRET = "client-secret-canary";
    static final String API_KEY = "api-key-canary";
    static final String TOKEN = "access-token-canary";

    static final String TOKEN_CALL = "POST /oauth2/token";
    static final String CREATE_CALL = "POST /v2/applications/my%20community%2F1/data/members/profiles/batch";
    static final String STATUS_CALL = "GET /v2/applications/my%20community%2F1/data/members/profiles/batch/" + BATCH;
    static final String FILE_CALL = "GET /v2/applications/my%20community%2F1/data/members/profiles/files/" + FILE;

    final ScriptedServer api = new ScriptedServer();
    final ScriptedServer store = new ScriptedServer();
    final FakeTime time = new FakeTime();
    final AlidaApi client;

    ApiFixture() {
        this(builder -> {});
    }

    ApiFixture(Consumer<AlidaApi.Builder> options) {
        api.on(TOKEN_CALL, token(TOKEN, "3600"));
        AlidaApi.Builder builder = AlidaApi.at(api.uri())
                .community("my community/1")
                .credentials(new ClientCredentials(CLIENT_ID, CLIENT_SECRET, API_KEY))
                .timeouts(new Timeouts(
                        Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)))
                .timing(time.timing());
        options.accept(builder);
        client = builder.build();
    }

    static Reply token(String value, String expiresIn) {
        return Reply.json(
                200, "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + "}");
    }

    static Reply status(String status) {
        return Reply.json(200, "{\"id\":\"" + BATCH + "\",\"status\":\"" + status + "\"}");
    }

    static Reply error(int status, String... headerLines) {
        return Reply.json(
                status,
                "{\"status\":" + status + ",\"message\":\"the vendor's words\",\"developerMessage\":null,"
                        + "\"errorId\":\"error-id-1\"}",
                headerLines);
    }

    static ExportBatch succeeded(@Nullable String dataLink) {
        return new ExportBatch(
                BATCH,
                BatchStatus.SUCCEEDED,
                null,
                null,
                null,
                null,
                FILE,
                null,
                dataLink == null ? null : URI.create(dataLink));
    }

    /** Opens the file of a batch that names it by id only, and reads it all. */
    String download() {
        return download(succeeded(null));
    }

    String download(ExportBatch batch) {
        try (ByteSource transfer = client.openFile(batch)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[1000];
            for (int read = transfer.read(buffer, 0, 1000); read >= 0; read = transfer.read(buffer, 0, 1000)) {
                all.write(buffer, 0, read);
            }
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    static MemberportException failureOf(Runnable task) {
        return assertThrows(MemberportException.class, task::run);
    }

    static String messageOf(Throwable failure) {
        return Objects.requireNonNull(failure.getMessage());
    }

    @Override
    public void close() {
        client.close();
        api.close();
        store.close();
    }
}
