package io.memberport.http;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.document.Transfer;
import io.memberport.model.ExportBatch;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes from a batch to the first byte of its file: from the link in the status document over the redirects to wherever
 * the file lies. Redirects are followed here, not by HttpClient, so that no credential goes along and no link is changed.
 */
final class FileDownloads {

    private static final int MOST_HOPS = 5;

    /** A link can expire between two requests of ours, hardly three times in a row. */
    private static final int MOST_LINKS = 3;

    private static final Set<String> READABLE_ENCODINGS = Set.of("gzip", "x-gzip", "identity");

    private final ApiCalls calls;
    private final Failures failures;
    private final ApiPaths paths;
    private final UnaryOperator<ExportBatch> freshBatch;

    /**
     * Downloads files.
     *
     * @param freshBatch asks the API for the batch again
     */
    FileDownloads(ApiCalls calls, Failures failures, ApiPaths paths, UnaryOperator<ExportBatch> freshBatch) {
        this.calls = calls;
        this.failures = failures;
        this.paths = paths;
        this.freshBatch = freshBatch;
    }

    /** Opens the file; a link that has expired is asked for again, a few times. */
    Transfer open(ExportBatch batch) {
        Call call = Call.get("open the file of export " + batch.id(), paths.batch(batch.id()))
                .streamed()
                .about(batch.id());
        Link start = startOf(batch, call);
        for (int links = 1; ; links++) {
            Arrival arrival = follow(call.at(start));
            if (arrival.answer().status() == 200) {
                return transfer(arrival);
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

    private Transfer transfer(Arrival arrival) {
        Answer answer = arrival.answer();
        if (!answer.headers("Content-Encoding").stream().allMatch(FileDownloads::isReadable)) {
            answer.discard();
            throw failures.notUnderstood(arrival.call(), answer, "it is compressed with something else than gzip");
        }
        return new HttpTransfer(arrival.call(), answer.openBody());
    }

    /** Names of encodings are not case-sensitive (RFC 9110, 8.4.1). */
    private static boolean isReadable(String encoding) {
        return READABLE_ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT));
    }

    private Link startOf(ExportBatch batch, Call call) {
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
    private Arrival follow(Call first) {
        Link from = paths.base();
        Call call = first;
        for (int hops = 0; hops <= MOST_HOPS; hops++) {
            requireSafe(from, call);
            Answer answer = calls.send(call);
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
    private static void requireSafe(Link from, Call call) {
        Origin to = call.link().origin();
        if (!to.isEncrypted() && (from.origin().isEncrypted() || !to.isLoopback())) {
            throw unusable(call, "its link leads to " + to + ", which is not encrypted");
        }
    }

    private @Nullable Link nextAfter(Call call, Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> {
                Link next = linkIn(call, answer);
                if (next == null) {
                    throw failures.notUnderstood(call, answer, "it is a redirect without a Location");
                }
                yield next;
            }
            case 200 -> calls.isOwn(call.link()) ? linkBeside(call, answer) : null;
            default -> null;
        };
    }

    /** Beside a 200 a link leads on, unless it only names the place where we are. */
    private @Nullable Link linkBeside(Call call, Answer answer) {
        Link next = linkIn(call, answer);
        return next == null || next.equals(call.link()) ? null : next;
    }

    /** The vendor's page calls the header Locations, HTTP calls it Location. */
    private @Nullable Link linkIn(Call call, Answer answer) {
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

    private static MemberportException unusable(Call call, String what) {
        return MemberportException.of(FailureKind.PROTOCOL, "Could not " + call.task() + ": " + what + ".")
                .batchId(call.batchId())
                .build();
    }

    /** The last call of a chain, and what it was answered. */
    private record Arrival(Call call, Answer answer) {}
}
