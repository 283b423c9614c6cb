package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.api.ApiCalls;
import io.memberport.http.api.ApiPaths;
import io.memberport.http.wire.ApiRequest;
import io.memberport.http.wire.ApiResponse;
import io.memberport.http.wire.HttpFailures;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.NotAnsweredException;
import io.memberport.http.wire.OpenBody;
import io.memberport.http.wire.Origin;
import io.memberport.model.ExportBatch;
import io.memberport.port.Deadline;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes from a batch to the bytes of its file, all or the rest of them: from the link in the status document over the
 * redirects to wherever the file lies. Redirects are followed here, not by HttpClient, so that no credential goes along and
 * no link is changed.
 */
public final class FileDownloads {

    private static final int MOST_HOPS = 5;

    /** A link can expire between two requests of ours, hardly three times in a row. */
    private static final int MOST_LINKS = 3;

    private static final Set<String> READABLE_ENCODINGS = Set.of("", "gzip");
    private static final Set<Integer> ANSWERS_TO_REST = Set.of(200, 206, 412, 416);

    private final ApiCalls calls;
    private final HttpFailures failures;
    private final ApiPaths paths;
    private final UnaryOperator<ExportBatch> freshBatch;
    private final long mostBytes;
    private final @Nullable Deadline deadline;
    private volatile boolean hasBegun;

    /**
     * Downloads files.
     *
     * @param freshBatch asks the API for the batch again
     * @param mostBytes that a file may have
     * @param deadline by when an answer must begin; null if there is none but the timeouts
     */
    public FileDownloads(
            ApiCalls calls,
            HttpFailures failures,
            ApiPaths paths,
            UnaryOperator<ExportBatch> freshBatch,
            long mostBytes,
            @Nullable Deadline deadline) {
        this.calls = calls;
        this.failures = failures;
        this.paths = paths;
        this.freshBatch = freshBatch;
        this.mostBytes = mostBytes;
        this.deadline = deadline;
    }

    /** How many bytes a file may have; none is opened that is said to have more. */
    long mostBytes() {
        return mostBytes;
    }

    /** By when the first byte must come; null if there is nothing but the timeouts. */
    public @Nullable Deadline deadline() {
        return hasBegun ? null : deadline;
    }

    /** The first byte has come; from now on there is no deadline. */
    void begun() {
        hasBegun = true;
    }

    /** The first byte did not come in time. */
    MemberportException late(ApiRequest call, Deadline end) {
        return failures.late(call, end, new NotAnsweredException(new SocketTimeoutException(), true, true, null));
    }

    /** Opens the file at its first byte. */
    Opened whole(ExportBatch batch) {
        Arrival arrival = arrive(batch, callFor("open the file of export " + batch.id(), batch), Set.of(200));
        ApiResponse answer = arrival.answer();
        if (!READABLE_ENCODINGS.contains(answer.encoding())) {
            answer.discard();
            throw failures.notUnderstood(arrival.call(), answer, "it is compressed, but not with gzip");
        }
        OpenBody body = answer.openBody();
        OfferedChecksum checksum = OfferedChecksum.in(answer);
        FileVersion file = FileVersion.in(answer, body.declaredBytes(), checksum);
        return acceptable(new Opened(arrival.call(), body, body.declaredBytes(), file, checksum));
    }

    private Opened acceptable(Opened opened) {
        if (opened.lengthBytes() > mostBytes) {
            opened.body().cancel();
            throw new TransferFailures(opened.call(), 0, opened.lengthBytes()).beyond(mostBytes);
        }
        return opened;
    }

    /**
     * Opens the file at some later byte, on a new link: the one used before may have expired.
     *
     * @param file as it was when it was opened at its first byte
     * @param endByte the byte after those that are wanted; -1 for the rest of the file
     * @throws DifferentFileException if what can be had now is not provably of it
     */
    Opened rest(ExportBatch batch, FileVersion file, long firstByte, long endByte) throws DifferentFileException {
        String task = "resume the file of export " + batch.id() + " at byte " + firstByte;
        ApiRequest call = callFor(task, batch).of(new ApiRequest.Rest(firstByte, endByte, file.entityTag()));
        Arrival arrival = arrive(batch, call, ANSWERS_TO_REST);
        ApiResponse answer = arrival.answer();
        try {
            long lengthBytes = new PartCheck(file, firstByte, endByte).lengthBytesIn(answer);
            FileVersion known = file.withLengthBytes(lengthBytes);
            return acceptable(new Opened(arrival.call(), answer.openBody(), lengthBytes, known, null));
        } catch (DifferentFileException different) {
            answer.discard();
            throw different;
        }
    }

    /** A file of which there are no bytes left to get. */
    Opened end(ExportBatch batch, FileVersion file) {
        ApiRequest call = callFor("open the file of export " + batch.id(), batch);
        return acceptable(new Opened(call, OpenBody.nothing(), file.lengthBytes(), file, null));
    }

    private ApiRequest callFor(String task, ExportBatch batch) {
        return ApiRequest.get(task, paths.batch(batch.id()))
                .streamed()
                .about(batch.id())
                .by(deadline());
    }

    /** Follows links to an answer that is one; a link that has expired is asked for again, a few times. */
    private Arrival arrive(ExportBatch batch, ApiRequest call, Set<Integer> answers) {
        Link start = startOf(batch, call);
        for (int links = 1; ; links++) {
            Arrival arrival = follow(call.at(start));
            if (answers.contains(arrival.answer().status())) {
                return arrival;
            }
            arrival.answer().discard();
            if (links >= MOST_LINKS || !isExpired(arrival)) {
                throw failures.refused(arrival.call(), arrival.answer(), links);
            }
            if (!calls.isOwn(start)) {
                start = startOf(freshBatch.apply(batch), call);
            }
        }
    }

    private Link startOf(ExportBatch batch, ApiRequest call) {
        URI dataLink = batch.dataLink();
        String artifactId = batch.artifactId();
        if (dataLink != null) {
            try {
                return call.link().resolve(dataLink.toString());
            } catch (IllegalArgumentException invalid) {
                throw unusable(call, "the link to it cannot be followed: " + invalid.getMessage());
            }
        }
        if (artifactId != null) {
            return paths.file(artifactId);
        }
        throw unusable(call, "the API gives neither a link to it nor its id");
    }

    /** Stores answer thus once a link has expired; which one depends on the store. */
    private boolean isExpired(Arrival arrival) {
        if (calls.isOwn(arrival.call().link())) {
            return false;
        }
        return switch (arrival.answer().status()) {
            case 400, 401, 403, 404, 410 -> true;
            default -> false;
        };
    }

    /** Follows redirects until there is none. */
    private Arrival follow(ApiRequest first) {
        Link from = paths.base();
        ApiRequest call = first;
        for (int hops = 0; hops <= MOST_HOPS; hops++) {
            requireSafe(from, call);
            ApiResponse answer = calls.send(call);
            Link next = nextAfter(call, answer);
            if (next == null) {
                return new Arrival(call, answer);
            }
            answer.discard();
            from = call.link();
            call = call.at(next);
        }
        throw unusable(call, "it lies behind more than " + MOST_HOPS + " redirects");
    }

    /** Members' data goes unencrypted between programs on this machine only, and never after an encrypted hop. */
    private static void requireSafe(Link from, ApiRequest call) {
        Origin to = call.link().origin();
        if (!to.isEncrypted() && (from.origin().isEncrypted() || !to.isLoopback())) {
            throw unusable(call, "its link leads to " + to + ", which is not encrypted");
        }
    }

    private @Nullable Link nextAfter(ApiRequest call, ApiResponse answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> {
                Link next = linkIn(call, answer);
                if (next == null) {
                    throw failures.notUnderstood(call, answer, "it is a redirect without a Location");
                }
                yield next;
            }
            case 200, 206 -> calls.isOwn(call.link()) ? linkBeside(call, answer) : null;
            default -> null;
        };
    }

    /** Beside a 200 a link leads on, unless it only names the place where we are. */
    private @Nullable Link linkBeside(ApiRequest call, ApiResponse answer) {
        Link next = linkIn(call, answer);
        return next == null || next.equals(call.link()) ? null : next;
    }

    /** The vendor's page calls the header Locations, HTTP calls it Location. */
    private @Nullable Link linkIn(ApiRequest call, ApiResponse answer) {
        Set<String> given = new LinkedHashSet<>();
        for (String name : List.of("Location", "Locations")) {
            answer.headers(name).forEach(value -> given.add(value.strip()));
        }
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1) {
            answer.discard();
            throw failures.notUnderstood(call, answer, "it gives different links in Location and Locations");
        }
        try {
            return call.link().resolve(given.iterator().next());
        } catch (IllegalArgumentException invalid) {
            answer.discard();
            throw failures.notUnderstood(call, answer, "its link cannot be followed: " + invalid.getMessage());
        }
    }

    private static MemberportException unusable(ApiRequest call, String what) {
        return MemberportException.of(FailureKind.PROTOCOL, "Could not " + call.task() + ": " + what + ".")
                .batchId(call.batchId())
                .build();
    }

    /**
     * A file that has been opened.
     *
     * @param lengthBytes of the whole file, wherever it was opened; -1 if it is unknown
     * @param file null if the server does not say beyond doubt which file it is
     * @param checksum of the whole file; null if the server offers none, or was asked for the rest only
     */
    record Opened(
            ApiRequest call,
            OpenBody body,
            long lengthBytes,
            @Nullable FileVersion file,
            @Nullable OfferedChecksum checksum) {}

    /** The last call of a chain, and what it was answered. */
    private record Arrival(ApiRequest call, ApiResponse answer) {}
}
