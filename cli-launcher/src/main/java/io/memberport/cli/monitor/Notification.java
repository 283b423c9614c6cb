package io.memberport.cli.monitor;

import io.memberport.cli.log.RunContext;
import io.memberport.cli.result.JsonObject;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.DocumentReceiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The result of a run, posted to an address. Signed as the specification Standard Webhooks has it, if there is a key. */
final class Notification {

    private static final String ALGORITHM = "HmacSHA256";

    /** What keys in the form of that specification begin with. */
    private static final String KEY_PREFIX = "whsec_";

    private final DocumentReceiver receiver;
    private final @Nullable SecretKeySpec key;

    /**
     * A notification.
     *
     * @param receiver closed after the post
     * @param key what the receiver knows this sender by; empty if it need not
     */
    Notification(DocumentReceiver receiver, Optional<String> key) {
        this.receiver = receiver;
        this.key = key.map(Notification::keyOf).orElse(null);
    }

    private static SecretKeySpec keyOf(String secret) {
        if (!secret.startsWith(KEY_PREFIX)) {
            return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        }
        try {
            return new SecretKeySpec(Base64.getDecoder().decode(secret.substring(KEY_PREFIX.length())), ALGORITHM);
        } catch (IllegalArgumentException quotesTheKey) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The notify-key begins with " + KEY_PREFIX + ", but what follows is not Base64. Copy it again.");
        }
    }

    /** Posts the result, with the run and its exit code before it. */
    void post(JsonObject result, int exitCode, Duration within) {
        Optional<RunContext> run = RunContext.current();
        JsonObject document = new JsonObject()
                .with("runId", run.map(RunContext::runId).orElse(null))
                .with("job", run.flatMap(RunContext::job).orElse(null))
                .with("exitCode", exitCode)
                .with(result);
        byte[] body = document.versioned().text().getBytes(StandardCharsets.UTF_8);
        try (receiver) {
            receiver.post("application/json", body, () -> headers(run.map(RunContext::runId), body), within);
        }
    }

    /** Of an attempt, which has a time of its own; the id is that of all. */
    private Map<String, String> headers(Optional<String> runId, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        String id = runId.orElse("none");
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        if (key != null) {
            headers.put("webhook-signature", "v1," + signature(key, id + "." + timestamp + ".", body));
        }
        return headers;
    }

    private static String signature(SecretKeySpec key, String beginning, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(beginning.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
