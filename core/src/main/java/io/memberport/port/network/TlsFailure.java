package io.memberport.port.network;

import io.memberport.error.Remedy;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What is wrong with an encrypted connection, in words. One rule for the API, the links to files and the targets. */
public enum TlsFailure {
    EXPIRED("its certificate has expired", "Its operator must renew it; check this machine's clock, too."),
    EARLY("its certificate is not valid yet", "Check this machine's clock."),
    OTHER_HOST(
            "its certificate is for another host",
            "Check the address, and the proxies and firewalls between this machine and that host."),
    UNTRUSTED(
            "its certificate is not issued by a trusted authority",
            "This JVM does not trust the certificate for that host. If an authority of your own organisation issues "
                    + "it, for a proxy that inspects TLS for example, add that authority to the trusted ones."),
    NO_COMMON_VERSION(
            "there is no TLS version or cipher that both sides accept",
            "Check the proxies and firewalls between this machine and that host, and the Java version."),
    NOT_TLS(
            "the other side does not speak TLS",
            "Check the address and its port, and any proxy: an encrypted connection needs a port that speaks TLS."),
    OTHER("TLS failed", "Check the network and the address, or try again later.");

    private final String description;
    private final String advice;

    TlsFailure(String description, String advice) {
        this.description = description;
        this.advice = advice;
    }

    /** Completes "no answer, …". */
    public String description() {
        return description;
    }

    /** What to do about it, in sentences. */
    public String advice() {
        return advice;
    }

    /** What {@link #advice()} says that a program can have a flag for. */
    public Optional<Remedy> remedy() {
        return this == UNTRUSTED ? Optional.of(Remedy.TRUST_AUTHORITY) : Optional.empty();
    }

    /** Whether another attempt would fail in the same way until something is changed on either side. */
    public boolean isPermanent() {
        return this != OTHER;
    }

    /** Finds out by its causes what a failure is. */
    public static TlsFailure of(SSLException failure) {
        boolean isOfCertificate = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return EXPIRED;
            }
            if (cause instanceof CertificateNotYetValidException) {
                return EARLY;
            }
            if (cause instanceof SSLPeerUnverifiedException
                    || says(cause, "no subject alternative", "no name matching")) {
                return OTHER_HOST;
            }
            isOfCertificate |= cause instanceof CertificateException;
        }
        if (isOfCertificate) {
            return UNTRUSTED;
        }
        if (says(failure, "protocol_version", "no appropriate protocol", "handshake_failure", "protocol version")) {
            return NO_COMMON_VERSION;
        }
        return says(failure, "unrecognized ssl message", "plaintext connection") ? NOT_TLS : OTHER;
    }

    /** The JDK has no types for these. */
    private static boolean says(Throwable failure, String... words) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (message.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
