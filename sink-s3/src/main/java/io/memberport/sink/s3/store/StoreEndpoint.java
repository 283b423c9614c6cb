package io.memberport.sink.s3.store;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/** What the address of a store must be like. It is never quoted as a whole: it may have credentials in it. */
public final class StoreEndpoint {

    private static final String FORM = " Write https://HOST, https://minio.example.org for example.";

    private StoreEndpoint() {}

    /**
     * Reads an address.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is none
     */
    public static URI parse(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at)) || Character.isWhitespace(text.charAt(at))) {
                throw misuse("is not a URL: see its character " + (at + 1) + ", a blank or a control character.");
            }
        }
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            throw misuse("is not a URL.");
        }
    }

    /**
     * Makes sure that an address is that of a store which can be reached safely.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is not
     */
    static void requireUsable(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http"))) {
            throw misuse("is not a URL of a store, because it does not begin with https://.");
        }
        if (endpoint.getRawUserInfo() != null
                || String.valueOf(endpoint.getRawAuthority()).contains("@")) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The option 's3.endpoint' has a user in it. Credentials come from the environment, a profile or a"
                            + " role.");
        }
        if (endpoint.getHost() == null) {
            throw misuse("has no valid host: it may have ASCII letters, digits, dots and hyphens. Write other "
                    + "letters in the form that begins with xn--.");
        }
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            throw misuse("has a query or a fragment.");
        }
        if (scheme.equals("http") && !isLoopback(endpoint.getHost())) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The endpoint " + endpoint.getHost() + " uses plain http, so every machine on the network path can"
                            + " read the members. Use https; plain http is for this machine only.");
        }
    }

    /**
     * Makes sure that the bucket does not stand in the address, too: the SDK puts it there.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it does
     */
    static void requireWithout(String bucket, URI endpoint) {
        String path = String.valueOf(endpoint.getRawPath()).replaceAll("^/|/$", "");
        if (path.equals(bucket) || endpoint.getHost().startsWith(bucket + ".s3")) {
            throw misuse("has the bucket " + bucket + " in it, but the target names the bucket already. Remove it.");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static MemberportException misuse(String what) {
        return new MemberportException(FailureKind.CONFIGURATION, "The option 's3.endpoint' " + what + FORM);
    }
}
