package io.memberport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks up where hosts are, and refuses those in private networks when the API itself is in the public Internet: whoever could
 * make it give such a link would have this machine ask things of its own network. What is refused is the very address that would
 * be connected to, so that a name that changes its address between two looks deceives nobody. Safe for use by several threads.
 *
 * <p>Behind a proxy, which looks names up itself, only addresses that stand in links as such are seen here.
 */
final class GuardedNames implements DnsResolver {

    private final DnsResolver names = SystemDefaultDnsResolver.INSTANCE;
    private final String apiHost;
    private final Predicate<InetAddress> isPublic;
    private final Set<String> proxies = ConcurrentHashMap.newKeySet();

    /**
     * A guard.
     *
     * @param api which may be anywhere
     * @param isPublic which addresses links may lead to if the API's are such, too
     */
    GuardedNames(Origin api, Predicate<InetAddress> isPublic) {
        this.apiHost = api.host();
        this.isPublic = isPublic;
    }

    /** Somebody chose this proxy for this machine, so it may be anywhere. */
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

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        boolean isChosen = host.equals(apiHost) || proxies.contains(host);
        if (!isChosen && !areAllPublic(found) && isApiPublic()) {
            throw new PrivateAddressException(host);
        }
        return found;
    }

    private boolean isApiPublic() {
        try {
            return areAllPublic(names.resolve(apiHost));
        } catch (UnknownHostException knownToAProxyOnly) {
            return true;
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
