package io.memberport.sink.s3.store;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.network.Network;
import io.memberport.port.network.NetworkProxy;
import io.memberport.sink.s3.http.InterruptibleHttp;
import io.memberport.sink.s3.http.StoreBounds;
import io.memberport.sink.s3.http.StoreHttp;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.refusal.SharedProfiles;
import io.memberport.sink.s3.refusal.StoreCall;
import io.memberport.sink.s3.refusal.StoreFailures;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * How the store is reached. Credentials come from the SDK's own chain, if not from elsewhere: environment, profiles, web
 * identity, container and instance roles.
 *
 * @param client one that is there already, which brings all of this; null to make one
 * @param credentials in place of the SDK's own chain; null for that
 * @param endpoint of a store that is not Amazon's; null for Amazon's
 * @param region null to let the SDK find it
 * @param pathStyle whether the bucket's name stands in the path and not in the host's name
 * @param profile of the files that the command line of AWS shares; null for the default
 * @param role to assume with these credentials, as an ARN; null for none
 * @param checksums whether the newer checksums are used
 * @param bounds how long the store is waited for
 * @param network over which proxies, and which authorities to trust; null for the SDK's own rule
 */
public record S3Connection(
        @Nullable S3Client client,
        @Nullable AwsCredentialsProvider credentials,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        @Nullable String profile,
        @Nullable String role,
        boolean checksums,
        StoreBounds bounds,
        @Nullable Network network) {

    private static final URI AMAZON = URI.create("https://s3.amazonaws.com");

    public S3Connection {
        if (endpoint != null) {
            StoreEndpoint.requireUsable(endpoint);
        }
        boolean isChosen =
                Stream.of(credentials, endpoint, region, profile, role, network).anyMatch(Objects::nonNull);
        if (client != null && (isChosen || pathStyle)) {
            throw misuse("A client of your own brings its endpoint, region, credentials and network with it. Set these"
                    + " there, not on the sink.");
        }
        if (credentials != null && profile != null) {
            throw misuse("Credentials of your own and a profile exclude each other. Set one of them.");
        }
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }

    /** Finds or makes a client, which the caller closes. Nothing is sent yet. */
    public ClientOfStore connect(S3Target target) {
        return client == null ? make(target) : new ClientOfStore(client, null, failures(target, client));
    }

    private StoreFailures failures(S3Target target, S3Client given) {
        URI store = given.serviceClientConfiguration().endpointOverride().orElse(null);
        return new StoreFailures(target, store, checksums, SharedProfiles.ofProcess(null), null);
    }

    private ClientOfStore make(S3Target target) {
        if (endpoint != null) {
            StoreEndpoint.requireWithout(target.bucket(), endpoint);
        }
        SharedProfiles profiles = SharedProfiles.ofProcess(profile);
        profiles.requireReadable();
        SdkHttpClient http = new InterruptibleHttp(StoreHttp.client(network, bounds), bounds.pause());
        StoreFailures failures = new StoreFailures(target, endpoint, checksums, profiles, proxy());
        try {
            return new ClientOfStore(newClient(http), http, failures);
        } catch (SdkException failed) {
            http.close();
            throw failures.of(StoreCall.CONNECT, "", failed);
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            http.close();
            // Not quoted: the SDK's messages show what they complain of.
            throw misuse(
                    "The AWS SDK does not accept one of the settings that it has found: a variable that begins with AWS_,"
                            + " a property that begins with aws., or a line of the profile. Correct or remove it.");
        }
    }

    private @Nullable NetworkProxy proxy() {
        URI store = endpoint == null ? AMAZON : endpoint;
        return network == null ? null : network.proxyFor(store).orElse(null);
    }

    /**
     * A client, and what its failures mean.
     *
     * @param http the connections that it shares with the one that assumes a role; null if the client is closed elsewhere
     */
    record ClientOfStore(S3Client s3, @Nullable SdkHttpClient http, StoreFailures failures) implements AutoCloseable {

        @Override
        public void close() {
            if (http != null) {
                s3.close();
                http.close();
            }
        }
    }

    private S3Client newClient(SdkHttpClient http) {
        boolean plain = endpoint != null && "http".equals(endpoint.getScheme());
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(usedCredentials(http))
                .forcePathStyle(pathStyle)
                .requestChecksumCalculation(
                        checksums
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        checksums
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED)
                // Over plain http the SDK signs bodies in chunks even without checksums, which old stores do not take.
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(checksums || !plain)
                        .build())
                .overrideConfiguration(configuration -> configuration
                        .apiCallAttemptTimeout(bounds.attempt())
                        .apiCallTimeout(bounds.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(bounds.mostAttempts())
                                .build()));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        Region chosen = chosenRegion();
        if (chosen != null) {
            builder.region(chosen);
        }
        return builder.build();
    }

    /** Stores of other makers have none, and sign with Amazon's first. */
    private @Nullable Region chosenRegion() {
        if (region != null) {
            return Region.of(region);
        }
        return endpoint == null ? null : Region.US_EAST_1;
    }

    private AwsCredentialsProvider ownCredentials() {
        if (credentials != null) {
            return credentials;
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (profile != null) {
            chain.profileName(profile);
        }
        return chain.build();
    }

    private AwsCredentialsProvider usedCredentials(SdkHttpClient http) {
        if (role == null) {
            return ownCredentials();
        }
        var sts = StsClient.builder().httpClient(http).credentialsProvider(ownCredentials());
        if (region != null) {
            sts.region(Region.of(region));
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.build())
                .refreshRequest(request -> request.roleArn(role).roleSessionName("memberport"))
                .build();
    }
}
