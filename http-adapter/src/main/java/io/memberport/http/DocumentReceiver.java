package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.api.ApiAddress;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.GuardedNames;
import io.memberport.http.wire.HttpExchanges;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.ReceiverFailures;
import io.memberport.http.wire.RetryingClient;
import io.memberport.http.wire.Timing;
import io.memberport.port.Backoff;
import io.memberport.port.Deadline;
import io.memberport.port.Delays;
import io.memberport.port.network.Network;
import io.memberport.port.network.RetryListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * An address of the user's own that small documents are posted to, such as the metrics of a run. Requests are sent as
 * those of {@link AlidaApi} are: no redirect is followed, nothing is logged of headers and bodies, and everything is
 * encrypted except between programs on one machine. What the receiver answers is not looked at, except for the status.
 *
 * <p>Safe for use by several threads; holds connections, so it is closed when done.
 */
public final class DocumentReceiver implements AutoCloseable {

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final RetryPolicy RETRIES = new RetryPolicy(
            4, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.2), Duration.ofSeconds(10));

    private final Link link;
    private final String task;
    private final Delays delays;
    private final HttpExchanges wire;
    private final RetryingClient attempts;
    private final ReceiverFailures failures;

    /**
     * Opens nothing yet; the first document does.
     *
     * @param task completes "Could not …" in messages: {@code post the notification}
     * @param address {@code https} with a host, or {@code http} with a loopback host; without a user, a query and a
     *     fragment, any of which may be a credential
     * @param network the proxies to use and the authorities to trust
     * @param delays for pauses between attempts
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if the address cannot be used
     */
    public DocumentReceiver(String task, URI address, Network network, Delays delays) {
        this.task = Objects.requireNonNull(task, "task");
        this.delays = Objects.requireNonNull(delays, "delays");
        this.link = ApiAddress.of("The receiver's address", address);
        this.failures = new ReceiverFailures(link.origin());
        this.wire = new HttpExchanges(
                TIMEOUTS.patience(),
                AlidaApi.Builder.ownName(),
                new GuardedNames(link.origin(), any -> true, SystemDefaultDnsResolver.INSTANCE),
                network,
                null);
        Timing timing = new Timing(
                delays, Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble());
        this.attempts =
                new RetryingClient(wire, RETRIES.retries(timing.random()), timing, failures, RetryListener.NONE);
    }

    /**
     * Posts a document, several times if the receiver is busy or the network fails. A receiver can thus get it twice.
     *
     * @param headers in addition to the usual ones, asked for before each attempt; never logged
     * @param within the longest time that all attempts may take
     * @throws MemberportException if it was not accepted, with the reason, or if the thread is interrupted
     */
    public void post(String contentType, byte[] document, Supplier<Map<String, String>> headers, Duration within) {
        ApiRequest request =
                ApiRequest.post(task, link, contentType, document).by(Deadline.after(within, delays::nanoTime));
        ApiResponse answer = attempts.send(request, () -> withUsual(headers.get()));
        if (answer.status() < 200 || answer.status() > 299) {
            throw failures.refused(request, answer, 1);
        }
    }

    private static Map<String, String> withUsual(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Accept", "*/*"));
        all.putAll(headers);
        return all;
    }

    @Override
    public void close() {
        wire.close();
    }

    /** Scheme, host and port: the path may be a secret that the receiver knows senders by. */
    @Override
    public String toString() {
        return "DocumentReceiver[" + link + "]";
    }
}
