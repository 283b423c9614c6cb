package io.memberport.sink.s3;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.S3Connection.ClientOfStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A bucket below a prefix, as far as this sink needs it. Keys are relative to the prefix. Every failure is a {@link
 * MemberportException}. Safe for use by several threads.
 */
final class Bucket implements AutoCloseable {

    /** In an object's metadata: who wrote it. Tells whether a request whose answer was lost went through. */
    private static final String WRITER = "memberport-writer";

    /** The key of an upload that is never completed. */
    private static final String CHECK = "_check";

    private final ClientOfStore connection;
    private final S3Client client;
    private final S3Target target;
    private final S3Settings settings;

    /**
     * A bucket.
     *
     * @param connection closed with this
     */
    Bucket(ClientOfStore connection, S3Target target, S3Settings settings) {
        this.connection = connection;
        this.client = connection.s3();
        this.target = target;
        this.settings = settings;
    }

    /** What an object holds, and what identifies this state of it. */
    static final class Content {

        private final byte[] bytes;
        private final String eTag;

        private Content(byte[] bytes, String eTag) {
            this.bytes = bytes;
            this.eTag = eTag;
        }

        byte[] bytes() {
            return bytes;
        }

        /** For conditions. */
        String eTag() {
            return eTag;
        }
    }

    /**
     * An object in a listing.
     *
     * @param key relative to the prefix
     */
    record Listed(String key, long sizeBytes) {}

    /** An unfinished upload in a listing. */
    record Unfinished(String key, String uploadId) {}

    S3Target target() {
        return target;
    }

    /** Makes sure that the store lets us list and write: by an upload that is begun and aborted, which no reader sees. */
    void check() {
        call(
                "list",
                () -> client.listObjectsV2(request ->
                        request.bucket(target.bucket()).prefix(target.prefix()).maxKeys(1)));
        // Of a check that was killed.
        unfinished(CHECK).forEach(upload -> abortUpload(upload.key(), upload.uploadId()));
        abortUpload(CHECK, startUpload(CHECK, CHECK));
    }

    /**
     * Reads a small object.
     *
     * @param largestBytes more than this is a failure
     * @return empty if there is none
     */
    Optional<Content> read(String key, int largestBytes) {
        try (ResponseInputStream<GetObjectResponse> in =
                client.getObject(request -> request.bucket(target.bucket()).key(target.key(key)))) {
            byte[] bytes = in.readNBytes(largestBytes + 1);
            if (bytes.length > largestBytes) {
                in.abort();
                throw new MemberportException(
                        FailureKind.TARGET,
                        "The object " + target + key + " is larger than it can be. Memberport did not write it.");
            }
            return Optional.of(new Content(bytes, in.response().eTag()));
        } catch (SdkException failed) {
            if (S3Failures.isAbsent(failed)) {
                return Optional.empty();
            }
            throw S3Failures.of("read " + key + " of", target, failed);
        } catch (IOException broken) {
            throw new MemberportException(
                    FailureKind.TARGET, "The connection broke while " + target + key + " was read. Run again.");
        }
    }

    /** Every object whose key begins with something. */
    List<Listed> list(String start) {
        return call(
                "list",
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(target.bucket()).prefix(target.key(start)))
                        .contents()
                        .stream()
                        .map(object -> new Listed(relative(object.key()), sizeOf(object)))
                        .toList());
    }

    private static long sizeOf(S3Object object) {
        return object.size() == null ? 0 : object.size();
    }

    /** Every unfinished upload to a key that begins with something. */
    List<Unfinished> unfinished(String start) {
        return call(
                "list the uploads of",
                () -> client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(target.bucket()).prefix(target.key(start)))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().startsWith(target.key(start)))
                        .map(this::unfinishedOf)
                        .toList());
    }

    private Unfinished unfinishedOf(MultipartUpload upload) {
        return new Unfinished(relative(upload.key()), upload.uploadId());
    }

    private String relative(String key) {
        return key.substring(target.prefix().length());
    }

    /**
     * Writes a small object, on a condition.
     *
     * @return whether the condition held
     */
    boolean write(String key, byte[] json, Precondition condition) {
        String writer = UUID.randomUUID().toString();
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .contentType("application/json")
                .contentLength((long) json.length)
                .metadata(Map.of(WRITER, writer))
                .serverSideEncryption(settings.encryption())
                .ssekmsKeyId(settings.kmsKey())
                .ifMatch(condition.ifMatch())
                .ifNoneMatch(condition.ifNoneMatch());
        try {
            client.putObject(request.build(), RequestBody.fromBytes(json));
            return true;
        } catch (SdkException failed) {
            return hasHappened(key, json.length, writer, "write " + key + " of", failed);
        }
    }

    /**
     * Finds out whether a write has happened whose answer did not come, or came to a second attempt.
     *
     * @return false if it has not, because a condition did not hold
     * @throws MemberportException if it has not, for any other reason
     */
    private boolean hasHappened(String key, long sizeBytes, String writer, String doing, SdkException failed) {
        MemberportException translated = S3Failures.of(doing, target, failed);
        boolean interrupted = Thread.interrupted();
        try {
            if (isThere(key, sizeBytes, writer)) {
                return true;
            }
        } catch (MemberportException alsoFailed) {
            translated.addSuppressed(alsoFailed);
            throw translated;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (S3Failures.isConflict(failed)) {
            return false;
        }
        throw translated;
    }

    /** Whether an object is what a writer has written. */
    private boolean isThere(String key, long sizeBytes, String writer) {
        try {
            HeadObjectResponse found =
                    client.headObject(request -> request.bucket(target.bucket()).key(target.key(key)));
            return writer.equals(found.metadata().get(WRITER)) && found.contentLength() == sizeBytes;
        } catch (SdkException failed) {
            if (S3Failures.isAbsent(failed)) {
                return false;
            }
            throw S3Failures.of("look for " + key + " in", target, failed);
        }
    }

    /**
     * Begins an upload in parts, which nobody sees until it is completed.
     *
     * @return its id
     */
    String startUpload(String key, String writer) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .contentType(settings.format().contentType())
                .metadata(Map.of(WRITER, writer))
                .serverSideEncryption(settings.encryption())
                .ssekmsKeyId(settings.kmsKey())
                .storageClass(settings.storageClass())
                .tagging(tagging());
        if (settings.checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32).checksumType(ChecksumType.FULL_OBJECT);
        }
        return call(
                "write " + key + " of",
                () -> client.createMultipartUpload(request.build()).uploadId());
    }

    private @Nullable String tagging() {
        return settings.tags().isEmpty()
                ? null
                : settings.tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> encoded(tag.getKey()) + "=" + encoded(tag.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Uploads one part.
     *
     * @param bytes not changed before this returns
     */
    CompletedPart uploadPart(String key, String uploadId, int number, byte[] bytes, int length) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .uploadId(uploadId)
                .partNumber(number)
                .contentLength((long) length);
        if (settings.checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32);
        }
        // Each attempt reads the same bytes; the SDK's own body of bytes would copy them.
        RequestBody body = RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
        UploadPartResponse answer;
        try {
            answer = client.uploadPart(request.build(), body);
        } catch (SdkException failed) {
            throw S3Failures.isAbsent(failed)
                    ? Commit.lost(target)
                    : S3Failures.of("write " + key + " of", target, failed);
        }
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    /**
     * Completes an upload, unless there is such an object.
     *
     * @param crc32 of the whole object, which the store compares if it is asked to; in Base64
     * @return whether there was none, and the upload was still there
     */
    boolean completeUpload(
            String key, String uploadId, List<CompletedPart> parts, long sizeBytes, String crc32, String writer) {
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .uploadId(uploadId)
                .multipartUpload(upload -> upload.parts(parts))
                .ifNoneMatch(Precondition.ABSENT.ifNoneMatch());
        if (settings.checksums()) {
            request.checksumCRC32(crc32).checksumType(ChecksumType.FULL_OBJECT);
        }
        try {
            client.completeMultipartUpload(request.build());
            return true;
        } catch (SdkException failed) {
            if (S3Failures.isAbsent(failed)) {
                return isThere(key, sizeBytes, writer);
            }
            return hasHappened(key, sizeBytes, writer, "complete " + key + " of", failed);
        }
    }

    /** Ends an upload without an object. One that is not there any more is fine. */
    void abortUpload(String key, String uploadId) {
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(target.bucket()).key(target.key(key)).uploadId(uploadId));
        } catch (SdkException failed) {
            if (!S3Failures.isAbsent(failed)) {
                throw S3Failures.of("abort an unfinished upload of " + key + " to", target, failed);
            }
        }
    }

    /** Deletes an object. One that is not there any more is fine. */
    void delete(String key) {
        call(
                "delete " + key + " of",
                () -> client.deleteObject(
                        request -> request.bucket(target.bucket()).key(target.key(key))));
    }

    private <T> T call(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw S3Failures.of(doing, target, failed);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
