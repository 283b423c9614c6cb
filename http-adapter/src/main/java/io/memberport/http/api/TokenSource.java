package io.memberport.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.RetryingClient;
import io.memberport.http.wire.Secrets;
import io.memberport.http.wire.SmallJson;
import io.memberport.http.wire.Timing;
import io.memberport.port.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The access token of the OAuth 2 client-credentials grant, shared by all threads: while one thread asks for a new one,
 * the others wait for it.
 */
public final class TokenSource {

    /** What RFC 6750 lets a bearer token consist of; anything else could break out of the header. */
    private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,16384}");

    private static final Duration LONGEST_LIFETIME = Duration.ofHours(24);
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

    private final ApiRequest call;
    private final Supplier<ClientHeaders> client;
    private final RetryingClient attempts;
    private final HttpFailures failures;
    private final Secrets secrets;
    private final Timing timing;
    private final Duration unstatedLifetime;

    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Token latest;

    /**
     * Asks for tokens.
     *
     * @param client asked before each request for a token, by one thread at a time
     */
    public TokenSource(
            Link tokenLink,
            Supplier<ClientHeaders> client,
            RetryingClient attempts,
            HttpFailures failures,
            Secrets secrets,
            Timing timing,
            Duration unstatedLifetime) {
        this.call = ApiRequest.post(
                "get an access token", tokenLink, "application/x-www-form-urlencoded", "grant_type=client_credentials");
        this.client = client;
        this.attempts = attempts;
        this.failures = failures;
        this.secrets = secrets;
        this.timing = timing;
        this.unstatedLifetime = unstatedLifetime;
    }

    /**
     * A token that is still good for a while, as far as the API has said.
     *
     * @param forCall whose deadline holds for this, too, and whose batch a failure is about; null if there is none
     */
    public Token current(@Nullable ApiRequest forCall) {
        Token token = latest;
        return token != null && token.isFresh(timing.delays().nanoTime()) ? token : renew(null, forCall);
    }

    /** A token other than the one the API has just refused. */
    Token insteadOf(Token refused, ApiRequest forCall) {
        return renew(refused, forCall);
    }

    private Token renew(@Nullable Token refused, @Nullable ApiRequest forCall) {
        lock(forCall == null ? null : forCall.deadline());
        try {
            Token token = latest;
            boolean isRenewed = token != null
                    && token != refused
                    && token.isFresh(timing.delays().nanoTime());
            if (token != null && isRenewed) {
                return token;
            }
            Token fresh = request(forCall);
            latest = fresh;
            return fresh;
        } finally {
            renewal.unlock();
        }
    }

    private void lock(@Nullable Deadline deadline) {
        try {
            if (deadline == null) {
                renewal.lockInterruptibly();
            } else if (!renewal.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw failures.late(call, deadline, null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while waiting for an access token.");
        }
    }

    private Token request(@Nullable ApiRequest forCall) {
        ClientHeaders headers = client.get();
        long asked = timing.delays().nanoTime();
        ApiRequest bounded = forCall == null ? call : call.by(forCall.deadline());
        ApiResponse answer = attempts.send(
                forCall == null || forCall.batchId() == null ? bounded : bounded.about(forCall.batchId()),
                headers.onTokenCall());
        if (answer.status() == 400) {
            // What OAuth 2 answers to a wrong client, if it does not answer 401.
            throw accessDenied(failures.refused(call, answer, 1));
        }
        if (answer.status() != 200) {
            throw failures.refused(call, answer, 1);
        }
        ObjectNode document = SmallJson.objectIn(answer.body());
        if (document == null) {
            throw failures.notUnderstood(call, answer, "it is not a JSON object");
        }
        String value = SmallJson.textOrNull(document, "access_token");
        if (value == null || !BEARER_TOKEN.matcher(value).matches()) {
            throw failures.notUnderstood(call, answer, "it has no usable access_token");
        }
        secrets.remember(value);
        Duration lifetime = lifetimeIn(document);
        return new Token(
                value,
                headers.onEveryCall(),
                asked + lifetime.minus(marginOf(lifetime)).toNanos());
    }

    private static MemberportException accessDenied(MemberportException refused) {
        return MemberportException.of(FailureKind.ACCESS_DENIED, String.valueOf(refused.getMessage()))
                .httpStatus(400)
                .errorId(refused.errorId().orElse(null))
                .build();
    }

    /** Absent, unreadable or absurd: as if not said. */
    private Duration lifetimeIn(ObjectNode document) {
        JsonNode seconds = document.get("expires_in");
        double stated = seconds == null ? 0 : seconds.asDouble(0);
        if (!(stated >= 1)) {
            return unstatedLifetime;
        }
        return stated >= LONGEST_LIFETIME.toSeconds() ? LONGEST_LIFETIME : Duration.ofSeconds((long) stated);
    }

    /** A token is renewed a minute early, a short-lived one after nine tenths of its time. */
    private static Duration marginOf(Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        return tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    }

    /** A bearer token; compared by identity, because a server may hand out the same one again. */
    static final class Token {

        private final String value;
        private final Map<String, String> clientHeaders;
        private final long goodUntilNanos;

        private Token(String value, Map<String, String> clientHeaders, long goodUntilNanos) {
            this.value = value;
            this.clientHeaders = clientHeaders;
            this.goodUntilNanos = goodUntilNanos;
        }

        /** For a call to the API: the token, and what else goes with it. */
        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Authorization", "Bearer " + value);
            headers.putAll(clientHeaders);
            return headers;
        }

        private boolean isFresh(long nanoTime) {
            return nanoTime - goodUntilNanos < 0;
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }
}
