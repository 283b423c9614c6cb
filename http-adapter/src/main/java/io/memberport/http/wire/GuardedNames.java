package io.memberport.http.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up where hosts are, and refuses those in private networks if the API itself is in the public Internet: otherwise a link
 * could make this machine send requests into its own network. The very address that would be connected to is checked, so a name
 * that changes its address between two look-ups is refused, too. Safe for use by several threads.
 *
 * <p>Behind a proxy, which looks names up itself, only addresses that stand in links as such are seen here.
 */
public final class GuardedNames implements DnsResolver {

    private static final InetAddress[] NONE = {};
    private static final ThreadLocal<CallDeadline> CURRENT = new ThreadLocal<>();

    private final DnsResolver names;
    private final String apiHost;
    private final Predicate<InetAddress> isPublic;
    private final Set<String> proxies = ConcurrentHashMap.newKeySet();

    /**
     * A guard.
     *
     * @param api which may be anywhere
     * @param isPublic which addresses links may lead to if the API's are such, too
     * @param names looks names up
     */
    public GuardedNames(Origin api, Predicate<InetAddress> isPublic, DnsResolver names) {
        this.names = names;
        this.apiHost = api.host();
        this.isPublic = isPublic;
    }

    /** This machine's user chose this proxy, so it may be anywhere. */
    void trustProxy(String host) {
        proxies.add(host);
    }

    /** Refuses a host that is an address in a private network; names are left to be looked up. */
    void requireAllowed(Origin origin) throws PrivateAddressException {
        if (origin.isAddress()) {
            try {
                resolve(origin.host());
            } catch (PrivateAddressException refused) {
                throw refused;
            } catch (UnknownHostException noAddress) {
                // Connecting says so.
                return;
            }
        }
    }

    /** Something that looks names up on this thread. */
    @FunctionalInterface
    interface LookingUp<T> {
        T run() throws IOException;
    }

    /** Does something that looks names up, for no longer than a call may take. */
    <T> T within(CallDeadline deadline, LookingUp<T> task) throws IOException {
        CURRENT.set(deadline);
        try {
            return task.run();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookUp(host);
        boolean isChosen = host.equals(apiHost) || proxies.contains(host);
        if (!isChosen && !areAllPublic(found) && isApiPublic()) {
            throw new PrivateAddressException(host);
        }
        return found;
    }

    private boolean isApiPublic() {
        try {
            return areAllPublic(lookUp(apiHost));
        } catch (UnknownHostException knownToAProxyOnly) {
            return true;
        }
    }

    /** The operating system's look-up cannot be stopped, so another thread makes it and is left behind if it takes too long. */
    private InetAddress[] lookUp(String host) throws UnknownHostException {
        CallDeadline deadline = CURRENT.get();
        if (deadline == null) {
            return names.resolve(host);
        }
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        Thread looking = new Thread(() -> resolveInto(found, host), "memberport-name-lookup");
        looking.setDaemon(true);
        looking.start();
        CompletableFuture.anyOf(found.exceptionally(failed -> NONE), deadline.expiry())
                .join();
        if (!found.isDone()) {
            throw new UnknownHostException(host);
        }
        try {
            return found.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        }
    }

    private void resolveInto(CompletableFuture<InetAddress[]> found, String host) {
        try {
            found.complete(names.resolve(host));
        } catch (UnknownHostException | RuntimeException failed) {
            found.completeExceptionally(failed);
        }
    }

    private boolean areAllPublic(InetAddress[] addresses) {
        return Arrays.stream(addresses).allMatch(isPublic);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
