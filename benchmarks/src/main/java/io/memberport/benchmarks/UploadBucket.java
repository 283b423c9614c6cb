package io.memberport.benchmarks;

import io.memberport.testing.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a store, for as long as it is measured. */
record UploadBucket(ObjectStore store, String name) implements AutoCloseable {

    static UploadBucket create(ObjectStore store) {
        return new UploadBucket(store, store.createBucket());
    }

    /** As the sink is told. */
    String target() {
        return "s3://" + name + "/members/";
    }

    /** A client as the sink makes one. */
    S3Client connect() {
        return S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED)
                .build();
    }

    /** Copies its data files to a directory. */
    List<ReadyFile> download(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<ReadyFile> files = new ArrayList<>();
        try (S3Client client = connect()) {
            for (S3Object object : dataFiles(client)) {
                Path file = directory.resolve("file-" + files.size());
                Files.deleteIfExists(file);
                client.getObject(request -> request.bucket(name).key(object.key()), file);
                files.add(ReadyFile.of(object.key(), file));
            }
        }
        return files;
    }

    /** What two buckets have in common if their data files have the same names and bytes, and came in the same parts. */
    String fingerprint() {
        try (S3Client client = connect()) {
            return dataFiles(client).stream()
                    .map(object -> object.key() + " " + object.size() + " bytes, " + object.eTag())
                    .collect(Collectors.joining("\n"));
        }
    }

    /** In order; what begins with an underscore is for the sink itself. */
    private List<S3Object> dataFiles(S3Client client) {
        return client.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .filter(object -> !object.key().startsWith("_", object.key().lastIndexOf('/') + 1))
                .toList();
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        store.deleteBucket(name);
    }
}
