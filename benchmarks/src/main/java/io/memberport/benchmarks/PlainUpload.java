package io.memberport.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The yardstick: files that are there already, uploaded with nothing but the SDK. Parts are as large as those of the sink,
 * as many are on their way, also where one file ends and the next begins, and files are completed one after the other when
 * all is there.
 */
final class PlainUpload implements AutoCloseable {

    private static final int PART_BYTES = 5 << 20;
    private static final int AT_ONCE = 2;

    private final S3Client client;
    private final String bucket;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    private PlainUpload(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Uploads all files. */
    static void run(List<ReadyFile> files, UploadBucket bucket) throws IOException, InterruptedException {
        try (S3Client client = bucket.connect();
                PlainUpload upload = new PlainUpload(client, bucket.name())) {
            upload.run(files);
        }
    }

    private void run(List<ReadyFile> files) throws IOException, InterruptedException {
        List<Started> started = new ArrayList<>();
        for (ReadyFile file : files) {
            started.add(start(file));
        }
        for (Started upload : started) {
            complete(upload);
        }
    }

    /** A file on its way. */
    private record Started(ReadyFile file, String uploadId, List<Future<CompletedPart>> parts) {}

    private Started start(ReadyFile file) throws IOException {
        String uploadId = client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(file.key())
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
        long size = Files.size(file.path());
        List<Future<CompletedPart>> parts = new ArrayList<>();
        for (long offset = 0; offset < size; offset += PART_BYTES) {
            int number = parts.size() + 1;
            long start = offset;
            int length = (int) Math.min(PART_BYTES, size - offset);
            parts.add(threads.submit(() -> uploadPart(file, uploadId, number, start, length)));
        }
        return new Started(file, uploadId, parts);
    }

    private CompletedPart uploadPart(ReadyFile file, String uploadId, int number, long start, int length)
            throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = Files.newInputStream(file.path())) {
            in.skipNBytes(start);
            in.readNBytes(bytes, 0, length);
        }
        UploadPartResponse answer = client.uploadPart(
                request -> request.bucket(bucket)
                        .key(file.key())
                        .uploadId(uploadId)
                        .partNumber(number)
                        .contentLength((long) length)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                // The SDK's own body of bytes would copy them.
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(bytes), length, "application/octet-stream"));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    private void complete(Started upload) throws InterruptedException {
        List<CompletedPart> parts = new ArrayList<>();
        for (Future<CompletedPart> part : upload.parts()) {
            try {
                parts.add(part.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("the plain upload failed", failed.getCause());
            }
        }
        client.completeMultipartUpload(request -> request.bucket(bucket)
                .key(upload.file().key())
                .uploadId(upload.uploadId())
                .multipartUpload(completed -> completed.parts(parts))
                .checksumCRC32(upload.file().crc32())
                .checksumType(ChecksumType.FULL_OBJECT));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
