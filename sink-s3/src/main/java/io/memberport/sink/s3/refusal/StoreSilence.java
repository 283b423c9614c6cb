package io.memberport.sink.s3.refusal;

import static io.memberport.error.FailureKind.CONFIGURATION;
import static io.memberport.error.FailureKind.TARGET;
import static io.memberport.error.FailureKind.TARGET_BUSY;

import io.memberport.error.FailureKind;
import io.memberport.error.Remedy;
import io.memberport.port.network.TlsFailure;
import io.memberport.sink.s3.http.BoundedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What it means that no answer came, or none that can be understood.
 *
 * @param what what the matter is
 * @param next what to do about it
 * @param remedy what a program can have a flag for; null if nothing
 */
record StoreSilence(
        FailureKind kind,
        String what,
        String next,
        @Nullable Remedy remedy) {

    private static final String CHECK_ENDPOINT = "Check the network and the option s3.endpoint";

    StoreSilence(FailureKind kind, String what, String next) {
        this(kind, what, next, null);
    }

    static StoreSilence of(StoreFailures of, SdkException failed) {
        String message = String.valueOf(failed.getMessage());
        if (message.contains("Unable to load region")) {
            return new StoreSilence(
                    CONFIGURATION,
                    "No region is set.",
                    "Set the option s3.region, or AWS_REGION, or a region in the profile.");
        }
        if (message.contains("Unable to load credentials") || message.contains("contained no credentials")) {
            return of.profiles().problem().orElseGet(StoreSilence::noCredentials);
        }
        if (message.contains(BoundedBody.ENDLESS)) {
            return new StoreSilence(
                    CONFIGURATION,
                    "The store's answer did not end: it is longer than any answer of an S3 store.",
                    "Check the option s3.endpoint, and the proxies and firewalls between this machine and the store.");
        }
        if (message.contains("unmarshall") || message.contains("parse XML")) {
            return ofOther(of.endpoint());
        }
        return ofConnection(of.target(), of.endpoint(), failed);
    }

    /** Of an answer that is none of a store's. */
    static StoreSilence ofOther(@Nullable URI endpoint) {
        return new StoreSilence(
                CONFIGURATION,
                "The answer is not that of an S3 store: the endpoint " + shown(endpoint)
                        + " is something else, or a login page of the network came in its place.",
                "Correct the option s3.endpoint; a common mistake is to give the address of the console.");
    }

    /** Without the path, which no message needs. */
    private static String shown(@Nullable URI endpoint) {
        return endpoint == null
                ? "of Amazon S3"
                : endpoint.getScheme() + "://" + endpoint.getHost()
                        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    private static StoreSilence noCredentials() {
        return new StoreSilence(
                CONFIGURATION,
                "No credentials were found: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor the profile in the"
                        + " shared files, nor a web identity, a container's role or an instance's role.",
                "Set one of these, or choose a profile with the option s3.profile.");
    }

    private static StoreSilence ofConnection(S3Target target, @Nullable URI endpoint, SdkException failed) {
        if (isIn(failed, UnknownHostException.class)) {
            return unknownHost(target, endpoint, failed);
        }
        Optional<TlsFailure> tls = causes(failed)
                .filter(SSLException.class::isInstance)
                .map(cause -> TlsFailure.of((SSLException) cause))
                .filter(TlsFailure::isPermanent)
                .findFirst();
        if (tls.isPresent()) {
            return new StoreSilence(
                    CONFIGURATION,
                    "No encrypted connection can be made to the store: "
                            + tls.get().description() + ".",
                    tls.get().advice() + " The store's address is the option s3.endpoint.",
                    tls.get().remedy().orElse(null));
        }
        if (isIn(failed, ConnectException.class) || isIn(failed, NoRouteToHostException.class)) {
            return new StoreSilence(
                    TARGET_BUSY,
                    "No connection to the store can be made.",
                    CHECK_ENDPOINT + "; if both are right, run again when the store is back.");
        }
        if (isIn(failed, IOException.class) || nameOf(failed).contains("Timeout")) {
            return new StoreSilence(
                    TARGET_BUSY,
                    "The store did not answer in time, its answer did not end, or the connection broke, and every attempt"
                            + " failed.",
                    "Run again; if it fails again, check the network on the way to the store.");
        }
        return new StoreSilence(
                TARGET,
                "The request could not be made or understood (" + nameOf(failed) + ").",
                "Check the options endpoint, region and profile.");
    }

    /** With the bucket's name before the endpoint's, which stores without a wildcard in the DNS do not have. */
    private static StoreSilence unknownHost(S3Target target, @Nullable URI endpoint, SdkException failed) {
        boolean ofBucket = causes(failed)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(target.bucket() + "."));
        if (endpoint != null && ofBucket) {
            return new StoreSilence(
                    CONFIGURATION,
                    "There is no host " + target.bucket() + "." + endpoint.getHost() + ".",
                    "Set the option s3.path-style=true, or correct the option s3.endpoint.");
        }
        return new StoreSilence(
                TARGET_BUSY,
                "The host of the store is not known.",
                CHECK_ENDPOINT + " and s3.region; if they are right, run again when names are resolved.");
    }

    private static boolean isIn(Throwable failed, Class<? extends Throwable> type) {
        return causes(failed).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    /** The class that says most: the innermost one. */
    private static String nameOf(Throwable failed) {
        return causes(failed)
                .reduce((outer, inner) -> inner)
                .orElse(failed)
                .getClass()
                .getSimpleName();
    }
}
