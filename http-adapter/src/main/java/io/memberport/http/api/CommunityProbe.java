package io.memberport.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.SmallJson;
import java.util.Set;

/** Asks the API about an export for the sake of how it answers. */
public final class CommunityProbe {

    /** No export has this id, and a reader of the vendor's log sees that it was no mistake. */
    public static final String NO_BATCH = "00000000-0000-0000-0000-000000000000";

    /** That there is no such export, or that there cannot be one of that id. */
    private static final Set<Integer> NO_SUCH = Set.of(400, 404, 410);

    private final ApiCalls calls;
    private final ApiPaths paths;
    private final HttpFailures failures;

    public CommunityProbe(ApiCalls calls, ApiPaths paths, HttpFailures failures) {
        this.calls = calls;
        this.paths = paths;
        this.failures = failures;
    }

    /**
     * Asks about an export.
     *
     * @return whether the API has such an export, and so the community; false if it does not say which of the two is missing
     */
    public boolean ask(String batchId) {
        ApiRequest call = ApiRequest.get("reach the community", paths.batch(batchId));
        ApiResponse answer = calls.send(call);
        ObjectNode document = SmallJson.objectIn(answer.body());
        if (answer.status() == 200) {
            if (document == null || !batchId.equalsIgnoreCase(SmallJson.textOrNull(document, "id"))) {
                throw failures.notUnderstood(call, answer, "it is no status document of the export asked for");
            }
            return true;
        }
        if (NO_SUCH.contains(answer.status()) && document != null && isOfVendor(document)) {
            return false;
        }
        throw failures.refused(call, answer, 1);
    }

    /** A gateway that knows no such path says so in JSON, too, but has no such id. */
    private static boolean isOfVendor(ObjectNode document) {
        return SmallJson.textOrNull(document, "errorId") != null;
    }
}
