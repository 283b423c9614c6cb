package io.memberport.http.api;

import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.HttpExchanges;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.Secrets;
import io.memberport.http.wire.SmallJson;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls about batches: start an export, get the status of one. Safe for use by several threads. */
public final class BatchCalls {

    private final ApiCalls calls;
    private final ApiPaths paths;
    private final HttpFailures failures;
    private final Secrets secrets;
    private final String sinceField;

    public BatchCalls(ApiCalls calls, ApiPaths paths, HttpFailures failures, Secrets secrets, String sinceField) {
        this.calls = calls;
        this.paths = paths;
        this.failures = failures;
        this.secrets = secrets;
        this.sinceField = sinceField;
    }

    /** Starts an export: of all members if {@code since} is null. Repeated only if the API cannot have got the call. */
    public ExportBatch start(@Nullable Instant since, @Nullable Deadline deadline) {
        Map<String, String> fields = since == null ? Map.of() : Map.of(sinceField, since.toString());
        ApiRequest call = ApiRequest.post(
                        "start an export", paths.batches(), "application/json", SmallJson.objectOf(fields))
                .onlyOnce()
                .by(deadline);
        ApiResponse answer = calls.send(call);
        return switch (answer.status()) {
            case 200, 201, 202 -> started(answer, call);
            default -> throw failures.refused(call, answer, 1);
        };
    }

    /** Some APIs answer with the address of what they have made, and nothing else. */
    private ExportBatch started(ApiResponse answer, ApiRequest call) {
        List<String> places = answer.headers("Location");
        boolean isEmpty = new String(answer.body(), StandardCharsets.UTF_8).isBlank() && !answer.isTooLong();
        if (isEmpty && places.size() == 1) {
            try {
                String id = paths.batchIdAt(call.link().resolve(places.get(0).strip()));
                if (id != null) {
                    return new ExportBatch(id, BatchStatus.PENDING, null, null, null, null, null, null, null);
                }
            } catch (IllegalArgumentException unusable) {
                throw failures.notUnderstood(
                        call,
                        answer,
                        "its Location is not a link; an export has probably been started, check at " + "Alida");
            }
        }
        return batchIn(answer, call, BatchStatus.PENDING);
    }

    /** Gets the status of an export. */
    public ExportBatch status(String batchId, @Nullable Deadline deadline) {
        ApiRequest call = ApiRequest.get(
                        "get the status of export " + secrets.clean(batchId, 100), paths.batch(batchId))
                .about(batchId)
                .by(deadline);
        ApiResponse answer = calls.send(call);
        if (answer.status() != 200) {
            throw failures.refused(call, answer, 1);
        }
        ExportBatch batch = batchIn(answer, call, null);
        if (!batch.id().equalsIgnoreCase(batchId)) {
            throw failures.notUnderstood(call, answer, "it is about another export");
        }
        return batch;
    }

    private ExportBatch batchIn(ApiResponse answer, ApiRequest call, @Nullable BatchStatus ifStatusIsMissing) {
        String unless = call.isRepeatable() ? "" : "; an export has probably been started, check at Alida";
        if (answer.isTooLong()) {
            throw failures.notUnderstood(
                    call, answer, "it is longer than " + HttpExchanges.LONGEST_DOCUMENT_BYTES + " bytes" + unless);
        }
        try {
            return StatusDocument.read(answer.body(), call.link(), ifStatusIsMissing, secrets);
        } catch (StatusDocument.Unreadable unreadable) {
            throw failures.notUnderstood(call, answer, unreadable.getMessage() + unless);
        }
    }
}
