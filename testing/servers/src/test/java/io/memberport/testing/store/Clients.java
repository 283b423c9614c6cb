package io.memberport.testing.store;

import java.net.URI;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The AWS SDK as users have it, and short ways to do much with it. */
final class Clients {

    /** What S3 wants a part to have at least, except the last one. */
    static final int PART_BYTES = 5 * 1024 * 1024;

    private Clients() {}

    /** A client with the store's keys. */
    static S3Client of(ObjectStore store, URI endpoint) {
        return of(endpoint, store.accessKey(), store.secretKey());
    }

    static S3Client of(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** Bytes that are not the same anywhere. */
    static byte[] content(int lengthBytes) {
        byte[] content = new byte[lengthBytes];
        new Random(lengthBytes).nextBytes(content);
        return content;
    }

    static void put(S3Client client, String bucket, String key, String text) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    static void putIfAbsent(S3Client client, String bucket, String key, String text) {
        client.putObject(request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
    }

    static String text(S3Client client, String bucket, String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }

    /** Begins an upload. */
    static String begin(S3Client client, String bucket, String key) {
        return client.createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId();
    }

    static CompletedPart part(S3Client client, String bucket, String key, String upload, int number, byte[] content) {
        String tag = client.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    static void completeIfAbsent(S3Client client, String bucket, String key, String upload, CompletedPart... parts) {
        client.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .ifNoneMatch("*")
                .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()));
    }
}
