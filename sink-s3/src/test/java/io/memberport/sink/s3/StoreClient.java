package io.memberport.sink.s3;

import io.memberport.testing.store.ObjectStore;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks into the store past the sink. */
final class StoreClient implements AutoCloseable {

    private final S3Client client;
    private final String bucket;

    StoreClient(ObjectStore store, String bucket) {
        this.bucket = bucket;
        this.client = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .build();
    }

    S3Client s3() {
        return client;
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** What identifies the present content of an object. */
    String tag(String key) {
        return client.headObject(request -> request.bucket(bucket).key(key)).eTag();
    }

    List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    List<String> unfinishedUploads() {
        return client.listMultipartUploads(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    byte[] read(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    void write(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(bucket).key(key),
                software.amazon.awssdk.core.sync.RequestBody.fromBytes(content));
    }

    @Override
    public void close() {
        client.close();
    }
}
