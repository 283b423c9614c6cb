package io.memberport.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls about batches: start an export, get the status of one. Safe for use by several threads. */
public final class BatchCalls {

    /** No export has this id, and a reader of the vendor's log sees that it was no mistake. */
    private static final String NO_BATCH = "00000000-0000-0000-0000-000000000000";

    /** That there is no such export, or that there cannot be one of that id. */
    private static final Set<Integer> NO_SUCH = Set.of(400, 404, 410);

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

    /**
     * Asks about an export for the sake of how the API answers.
     *
     * @param batchId null to ask about one that cannot be there
     * @return whether the API has such an export, and so the community; false if it does not say which of the two is missing
     */
    public boolean isThere(@Nullable String batchId) {
        String id = batchId == null ? NO_BATCH : batchId;
        ApiRequest call = ApiRequest.get("reach the community", paths.batch(id));
        ApiResponse answer = calls.send(call);
        ObjectNode document = SmallJson.objectIn(answer.body());
        if (answer.status() == 200) {
            if (document == null || !id.equalsIgnoreCase(SmallJson.textOrNull(document, "id"))) {
                throw failures.notUnderstood(call, answer, "it is no status document of the export asked for");
            }
            return true;
        }
        // A gateway that knows no such path says so in JSON, too, but has no such id.
        boolean isOfVendor = document != null && SmallJson.textOrNull(document, "errorId") != null;
        if (isOfVendor && NO_SUCH.contains(answer.status())) {
            return false;
        }
        throw failures.refused(call, answer, 1);
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
