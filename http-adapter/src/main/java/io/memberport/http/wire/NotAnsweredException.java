package io.memberport.http.wire;

import io.memberport.port.network.NetworkProxy;
import io.memberport.port.network.TlsFailure;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** An attempt that got no whole answer. */
public final class NotAnsweredException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    enum Reason {
        /** The network or the other side; another attempt may fare better. */
        NETWORK,
        /** The whole call took too long. */
        TOO_SLOW,
        /** The two sides do not come to an encrypted connection, because of a certificate for example; nor will another attempt. */
        TLS,
        /** The link leads where it must not; another attempt would follow the same one. */
        FORBIDDEN,
        /** This side hung up, because it was told to stop. */
        CLOSED,
        /** What came is not HTTP, or a header that was cut off. */
        GARBAGE,
        /** The proxy refuses; another attempt will be refused, too. */
        PROXY
    }

    private final Reason reason;
    private final boolean mayHaveArrived;
    private final transient IOException failure;
    private final transient @Nullable NetworkProxy proxy;

    /**
     * An attempt.
     *
     * @param proxy that it went over; null if none
     */
    public NotAnsweredException(
            IOException failure, boolean isTooSlow, boolean mayHaveArrived, @Nullable NetworkProxy proxy) {
        this(failure, isTooSlow ? Reason.TOO_SLOW : reasonOf(failure), mayHaveArrived, proxy);
    }

    private NotAnsweredException(
            IOException failure, Reason reason, boolean mayHaveArrived, @Nullable NetworkProxy proxy) {
        super(null, null, false, false);
        this.failure = failure;
        this.reason = reason;
        this.mayHaveArrived = mayHaveArrived;
        this.proxy = proxy;
    }

    /** An attempt that ended because the client was closed meanwhile. */
    static NotAnsweredException closed(IOException failure, boolean mayHaveArrived) {
        return new NotAnsweredException(failure, Reason.CLOSED, mayHaveArrived, null);
    }

    Reason reason() {
        return reason;
    }

    /** Whether the request, or a part of it, may have been sent. */
    boolean mayHaveArrived() {
        return mayHaveArrived;
    }

    /** The failure itself, which may quote what came over the wire. */
    IOException failure() {
        return failure;
    }

    /** The proxy that the attempt went over; null if none. */
    @Nullable NetworkProxy proxy() {
        return proxy;
    }

    /** What happened, in words that quote nothing that came over the wire. */
    String description() {
        return reason == Reason.TOO_SLOW ? "the answer took too long" : describe(failure);
    }

    /** The failure itself if its message quotes nothing that came over the wire. */
    @Nullable IOException presentableCause() {
        return isPresentable(failure) ? failure : null;
    }

    private static Reason reasonOf(IOException failure) {
        if (failure instanceof PrivateAddressException) {
            return Reason.FORBIDDEN;
        }
        if (failure instanceof SSLException tls && TlsFailure.of(tls).isPermanent()) {
            return Reason.TLS;
        }
        if (failure instanceof ProxyRefusedException refused
                && !refused.refusal().isPassing()) {
            return Reason.PROXY;
        }
        boolean isGarbage = failure instanceof ClientProtocolException
                || failure instanceof MessageConstraintException
                || failure instanceof MalformedChunkCodingException;
        return isGarbage ? Reason.GARBAGE : Reason.NETWORK;
    }

    /** In plain words, without the message of an exception that may quote what came over the wire. */
    public static String describe(IOException failure) {
        if (failure instanceof UnknownHostException && !(failure instanceof PrivateAddressException)) {
            return "the host name is not known";
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return "too many calls at once, no connection became free";
        }
        if (failure instanceof SocketTimeoutException) {
            return "the other side was silent for too long";
        }
        if (failure instanceof NoHttpResponseException || failure instanceof ConnectionClosedException) {
            return "the other side closed the connection";
        }
        if (failure instanceof SSLException tls) {
            TlsFailure kind = TlsFailure.of(tls);
            return kind == TlsFailure.OTHER ? "TLS failed: " + failure.getMessage() : kind.description();
        }
        return isPresentable(failure) ? String.valueOf(failure.getMessage()) : "what came is not valid HTTP";
    }

    /** These come from the JDK and HttpClient's connecting, and speak of hosts, ports and certificates. */
    public static boolean isPresentable(IOException failure) {
        return failure instanceof SocketException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof ProxyRefusedException
                || failure instanceof NoHttpResponseException
                || failure instanceof SSLException;
    }
}
