package io.memberport.sink.s3.store;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.refusal.StoreCall;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.S3Connection.ClientOfStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A bucket below a prefix, as far as this sink needs it. Keys are relative to the prefix. Every failure is a {@link
 * MemberportException}. Safe for use by several threads.
 */
public final class Bucket implements AutoCloseable {

    /** In an object's metadata: who wrote it. Tells whether a request whose answer was lost went through. */
    private static final String WRITER = "memberport-writer";

    /** The key of what a check begins and never ends: an upload, and a write whose condition does not hold. */
    private static final String CHECK = "_check";

    private static final byte[] CHECK_CONTENT = "{}\n".getBytes(StandardCharsets.UTF_8);
    private static final String NO_OBJECTS_TAG = "\"00000000000000000000000000000000\"";

    private final ClientOfStore connection;
    private final S3Client client;
    private final S3Target target;
    private final ObjectAttributes attributes;
    private final StoreFailures failures;
    private boolean honoursConditions;

    /**
     * @param connection closed with this
     */
    public Bucket(ClientOfStore connection, S3Target target, ObjectAttributes attributes) {
        this.connection = connection;
        this.client = connection.s3();
        this.target = target;
        this.attributes = attributes;
        this.failures = connection.failures();
    }

    /** What an object holds, and what identifies this state of it. */
    public static final class Content {

        private final byte[] bytes;
        private final String eTag;

        private Content(byte[] bytes, String eTag) {
            this.bytes = bytes;
            this.eTag = eTag;
        }

        public byte[] bytes() {
            return bytes;
        }

        /** For conditions. */
        public String eTag() {
            return eTag;
        }
    }

    /**
     * An object in a listing.
     *
     * @param key relative to the prefix
     */
    public record Listed(String key, long sizeBytes) {}

    /** An unfinished upload in a listing. */
    public record Unfinished(String key, String uploadId) {}

    public S3Target target() {
        return target;
    }

    /**
     * Makes sure that the store allows listing and writing, without leaving anything that a reader sees: by an upload that is begun
     * and aborted, and by a write whose condition does not hold.
     */
    public void check() {
        ListObjectsV2Response listed = call(
                StoreCall.LIST,
                "",
                () -> client.listObjectsV2(request ->
                        request.bucket(target.bucket()).prefix(target.prefix()).maxKeys(1)));
        // Another document than a listing is read as an empty one.
        requireOfStore(StoreCall.LIST, "", listed.name() != null || listed.keyCount() != null);
        // Of a check that was killed.
        unfinished(CHECK).forEach(upload -> abortUpload(upload.key(), upload.uploadId()));
        abortUpload(CHECK, startUpload(CHECK, CHECK));
        requireConditions();
    }

    /**
     * Makes sure that the store writes nothing if a condition does not hold, for what decides between two runs is a conditional
     * write. Some stores ignore conditions without a word. Asks the store once.
     */
    public void requireConditions() {
        if (honoursConditions || refusesCheck()) {
            honoursConditions = true;
            return;
        }
        // Some look at a condition only if there is an object, and there is one now.
        try {
            honoursConditions = refusesCheck();
        } finally {
            delete(CHECK);
        }
        if (!honoursConditions) {
            throw failures.ignoredCondition();
        }
    }

    private boolean refusesCheck() {
        return refuses(CHECK, CHECK_CONTENT, Precondition.unchanged(NO_OBJECTS_TAG));
    }

    /** Whether the store refuses to write an object on a condition that does not hold. */
    private boolean refuses(String key, byte[] bytes, Precondition unmet) {
        try {
            requireOfStore(
                    StoreCall.WRITE,
                    key,
                    client.putObject(smallObject(key, bytes, CHECK, unmet), RequestBody.fromBytes(bytes))
                                    .eTag()
                            != null);
            return false;
        } catch (SdkException refused) {
            if (StoreFailures.isConflict(refused) || StoreFailures.isAbsent(refused)) {
                return true;
            }
            throw failures.of(StoreCall.WRITE, key, refused);
        }
    }

    /**
     * Makes sure that an object that is there cannot be written on condition that it is absent.
     *
     * @param bytes what it holds
     */
    public void requireAbsenceIsChecked(String key, byte[] bytes) {
        if (!refuses(key, bytes, Precondition.ABSENT)) {
            throw failures.ignoredCondition();
        }
    }

    /**
     * Reads a small object.
     *
     * @param largestBytes more than this is a failure
     * @return empty if there is none
     */
    public Optional<Content> read(String key, int largestBytes) {
        try {
            return Optional.of(client.getObject(
                    request -> request.bucket(target.bucket()).key(target.key(key)),
                    (response, in) -> content(key, response, in, largestBytes)));
        } catch (SdkException failed) {
            if (StoreFailures.isAbsent(failed)) {
                return Optional.empty();
            }
            throw failures.of(StoreCall.READ, key, failed);
        }
    }

    /** Reads while the SDK still counts the time; what breaks is attempted again. */
    private Content content(String key, GetObjectResponse response, AbortableInputStream in, int largestBytes) {
        try {
            byte[] bytes = in.readNBytes(largestBytes + 1);
            if (bytes.length > largestBytes) {
                in.abort();
                throw new MemberportException(
                        FailureKind.TARGET,
                        "The object " + target + key + " is too large to have been written by Memberport.");
            }
            requireOfStore(StoreCall.READ, key, response.eTag() != null);
            return new Content(bytes, response.eTag());
        } catch (IOException broken) {
            throw RetryableException.create("the answer broke off", broken);
        }
    }

    /**
     * Reads a piece of an object.
     *
     * @param length which the object must have from there on
     */
    public byte[] read(String key, long from, int length) {
        return call(
                StoreCall.READ,
                key,
                () -> client.getObject(
                        request -> request.bucket(target.bucket())
                                .key(target.key(key))
                                .range("bytes=" + from + "-" + (from + length - 1)),
                        (response, in) -> piece(key, response, in, from, length)));
    }

    private byte[] piece(String key, GetObjectResponse response, AbortableInputStream in, long from, int length) {
        // Some stores ignore ranges.
        requireOfStore(StoreCall.READ, key, response.contentRange() != null || from == 0);
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw RetryableException.create("the answer broke off");
            }
            return bytes;
        } catch (IOException broken) {
            throw RetryableException.create("the answer broke off", broken);
        }
    }

    /** Whether the bucket keeps, or has once kept, former versions of objects; empty if this user may not know. */
    public Optional<Boolean> keepsVersions() {
        try {
            return Optional.of(client.getBucketVersioning(request -> request.bucket(target.bucket()))
                            .status()
                    != null);
        } catch (SdkException refused) {
            return Optional.empty();
        }
    }

    /** The same, for data files of the type that an object has. */
    public Bucket forFilesLike(String key) {
        String type = call(
                StoreCall.LOOK,
                key,
                () -> client.headObject(
                                request -> request.bucket(target.bucket()).key(target.key(key)))
                        .contentType());
        return new Bucket(connection, target, attributes.withContentType(type));
    }

    /** Every object whose key begins with something. */
    public List<Listed> list(String start) {
        return call(
                StoreCall.LIST,
                "",
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(target.bucket()).prefix(target.key(start)))
                        .contents()
                        .stream()
                        .map(object ->
                                new Listed(relative(object.key()), Objects.requireNonNullElse(object.size(), 0L)))
                        .toList());
    }

    /** Every unfinished upload to a key that begins with something. */
    public List<Unfinished> unfinished(String start) {
        return call(
                StoreCall.LIST_UPLOADS,
                "",
                () -> client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(target.bucket()).prefix(target.key(start)))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().startsWith(target.key(start)))
                        .map(upload -> new Unfinished(relative(upload.key()), upload.uploadId()))
                        .toList());
    }

    private String relative(String key) {
        return key.substring(target.prefix().length());
    }

    /**
     * Writes a small object, on a condition.
     *
     * @return whether the condition held
     */
    public boolean write(String key, byte[] json, Precondition condition) {
        String writer = UUID.randomUUID().toString();
        try {
            String eTag = client.putObject(smallObject(key, json, writer, condition), RequestBody.fromBytes(json))
                    .eTag();
            return eTag != null || requireThere(StoreCall.WRITE, key, json.length, writer);
        } catch (SdkException failed) {
            return hasHappened(StoreCall.WRITE, key, json.length, writer, failed);
        }
    }

    private PutObjectRequest smallObject(String key, byte[] json, String writer, Precondition condition) {
        return PutObjectRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .contentType("application/json")
                .contentLength((long) json.length)
                .metadata(Map.of(WRITER, writer))
                .serverSideEncryption(attributes.encryption())
                .ssekmsKeyId(attributes.kmsKey())
                .ifMatch(condition.ifMatch())
                .ifNoneMatch(condition.ifNoneMatch())
                .build();
    }

    /**
     * Finds out whether a write has happened whose answer did not come, or came to a second attempt.
     *
     * @return false if it has not, because a condition did not hold
     * @throws MemberportException if it has not, for any other reason
     */
    private boolean hasHappened(StoreCall call, String key, long sizeBytes, String writer, SdkException failed) {
        MemberportException translated = failures.of(call, key, failed);
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
        if (StoreFailures.isConflict(failed)) {
            return false;
        }
        throw translated;
    }

    /** After an answer that may be none of the store's. */
    private boolean requireThere(StoreCall call, String key, long sizeBytes, String writer) {
        requireOfStore(call, key, isThere(key, sizeBytes, writer));
        return true;
    }

    /** Whether an object is what a writer has written. */
    private boolean isThere(String key, long sizeBytes, String writer) {
        try {
            HeadObjectResponse found =
                    client.headObject(request -> request.bucket(target.bucket()).key(target.key(key)));
            return writer.equals(found.metadata().get(WRITER)) && found.contentLength() == sizeBytes;
        } catch (SdkException failed) {
            if (StoreFailures.isAbsent(failed)) {
                return false;
            }
            throw failures.of(StoreCall.LOOK, key, failed);
        }
    }

    /**
     * Begins an upload in parts, which is not visible until it is completed.
     *
     * @return its id
     */
    String startUpload(String key, String writer) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .contentType(attributes.contentType())
                .metadata(Map.of(WRITER, writer))
                .serverSideEncryption(attributes.encryption())
                .ssekmsKeyId(attributes.kmsKey())
                .storageClass(attributes.storageClass())
                .tagging(attributes.tagging());
        if (attributes.checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32).checksumType(ChecksumType.FULL_OBJECT);
        }
        String uploadId = call(
                StoreCall.START,
                key,
                () -> client.createMultipartUpload(request.build()).uploadId());
        requireOfStore(StoreCall.START, key, uploadId != null);
        return uploadId;
    }

    /**
     * Uploads one part.
     *
     * @param content all that is left in it; not changed before this returns
     */
    CompletedPart uploadPart(String key, String uploadId, int number, ByteBuffer content) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(target.bucket())
                .key(target.key(key))
                .uploadId(uploadId)
                .partNumber(number)
                .contentLength((long) content.remaining());
        if (attributes.checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32);
        }
        // Each attempt reads the same bytes; the SDK's own body of bytes would copy them.
        RequestBody body = RequestBody.fromContentProvider(
                () -> new PartBody(content.duplicate()), content.remaining(), "application/octet-stream");
        UploadPartResponse answer;
        try {
            answer = client.uploadPart(request.build(), body);
        } catch (SdkException failed) {
            throw StoreFailures.isAbsent(failed)
                    ? StoreFailures.takenOver(target)
                    : failures.of(StoreCall.WRITE, key, failed);
        }
        requireOfStore(StoreCall.WRITE, key, answer.eTag() != null);
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
        if (attributes.checksums()) {
            request.checksumCRC32(crc32).checksumType(ChecksumType.FULL_OBJECT);
        }
        try {
            String eTag = client.completeMultipartUpload(request.build()).eTag();
            return eTag != null || requireThere(StoreCall.COMPLETE, key, sizeBytes, writer);
        } catch (SdkException failed) {
            if (StoreFailures.isAbsent(failed)) {
                return isThere(key, sizeBytes, writer);
            }
            return hasHappened(StoreCall.COMPLETE, key, sizeBytes, writer, failed);
        }
    }

    /** Ends an upload without an object. One that is not there any more is fine. */
    public void abortUpload(String key, String uploadId) {
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(target.bucket()).key(target.key(key)).uploadId(uploadId));
        } catch (SdkException failed) {
            if (!StoreFailures.isAbsent(failed)) {
                throw failures.of(StoreCall.ABORT, key, failed);
            }
        }
    }

    /** Deletes an object. One that is not there any more is fine. */
    public void delete(String key) {
        call(
                StoreCall.DELETE,
                key,
                () -> client.deleteObject(
                        request -> request.bucket(target.bucket()).key(target.key(key))));
    }

    /** What comes in place of a store's answer, a login page with status 200 for example, lacks what stores send. */
    private void requireOfStore(StoreCall call, String key, boolean isOfStore) {
        if (!isOfStore) {
            throw failures.notOfStore(call, key);
        }
    }

    private <T> T call(StoreCall what, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw failures.of(what, key, failed);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
