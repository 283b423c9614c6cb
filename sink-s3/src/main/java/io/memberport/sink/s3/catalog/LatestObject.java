package io.memberport.sink.s3.catalog;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.port.Backoff;
import io.memberport.port.Delays;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.Precondition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The object {@code _latest.json}, which decides who commits: it is only ever written on condition that it is still what was
 * read. Used by one thread.
 */
public final class LatestObject {

    /** Others write it for moments only; who does not get through in so many attempts is kept from it. */
    static final int MOST_ATTEMPTS = 50;

    /** Of any length up to the planned one, so that of many runs that lost to one, few try again at the same moment. */
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(20), 1.5, Duration.ofSeconds(2), 1);

    /** Some; what is decisive is how long the document is when it is written. */
    private static final int BYTES_OF_AN_EXPORT = 800;

    private final Bucket bucket;
    private final String community;
    private final Delays delays;
    private byte @Nullable [] created;

    public LatestObject(Bucket bucket, String community) {
        this(bucket, community, Delays.REAL);
    }

    LatestObject(Bucket bucket, String community, Delays delays) {
        this.bucket = bucket;
        this.community = community;
        this.delays = delays;
    }

    public CommunityState read() {
        return content(found()).of(community);
    }

    private Optional<Bucket.Content> found() {
        return bucket.read(Latest.KEY, LatestJson.LARGEST_BYTES);
    }

    private Latest content(Optional<Bucket.Content> found) {
        return found.map(content -> LatestJson.read(content.bytes(), bucket.target()))
                .orElse(Latest.NOTHING);
    }

    /**
     * Changes the state of the community in one step. Other communities may be changed meanwhile, which makes no difference.
     *
     * <p>Tries again if another program was quicker, after pauses that add up to a minute or so.
     *
     * @param change called with the present state, again if that has changed before it could be written; null to leave it
     * @return the state before
     */
    public CommunityState change(Function<CommunityState, @Nullable CommunityState> change) {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Optional<Bucket.Content> found = found();
            Latest content = content(found);
            CommunityState before = content.of(community);
            CommunityState after = change.apply(before);
            if (after == null) {
                return before;
            }
            Precondition unchanged =
                    Precondition.asFound(found.map(Bucket.Content::eTag).orElse(null));
            byte[] document = document(content.with(community, after));
            boolean adds = after.exports().size() > before.exports().size();
            if (adds && document.length > LatestJson.LARGEST_COMMIT_BYTES) {
                throw tooManyChanges();
            }
            if (bucket.write(Latest.KEY, document, unchanged)) {
                created = found.isEmpty() ? document : null;
                return before;
            }
            if (attempt < MOST_ATTEMPTS) {
                delays.waitFor(PAUSES.after(attempt, ThreadLocalRandom.current().nextDouble()));
            }
        }
        throw new MemberportException(
                FailureKind.TARGET_BUSY,
                "The object " + bucket.target() + Latest.KEY + " was changed by another program before each attempt to"
                        + " write it. Nothing was committed; run again.");
    }

    /**
     * Makes sure that, of two runs that find no such object, one only can have written it: the store must refuse to write it
     * once more. Does nothing if the last change has not created it.
     */
    void requireCreatedOnce() {
        byte[] document = created;
        created = null;
        if (document != null) {
            bucket.requireAbsenceIsChecked(Latest.KEY, document);
        }
    }

    /**
     * Makes sure that changes can follow what is there: it has to be in their form, and there has to be room for one more.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET} if not
     */
    public void requireRoomForChanges(ExportForm form) {
        Latest latest = content(found());
        requireSameForm(latest.of(community), form);
        if (document(latest).length + BYTES_OF_AN_EXPORT > LatestJson.LARGEST_COMMIT_BYTES) {
            throw tooManyChanges();
        }
    }

    /** Changes must be in the form of what they are to follow: a reader of the present state reads all its exports in one way. */
    public void requireSameForm(CommunityState before, ExportForm form) {
        if (before.exports().stream().anyMatch(export -> !export.isLike(form))) {
            throw MemberportException.of(
                            FailureKind.TARGET,
                            "The exports at " + bucket.target()
                                    + " have another format, layout or compression than this incremental export. "
                                    + "Nothing was committed. Use the former options, or make a full export.")
                    .remedy(Remedy.EXPORT_IN_FULL)
                    .build();
        }
    }

    /** With as many superseded exports as there is room for. */
    private static byte[] document(Latest latest) {
        Latest kept = latest.remembering(Latest.MOST_SUPERSEDED);
        byte[] document = LatestJson.write(kept);
        while (document.length > LatestJson.LARGEST_COMMIT_BYTES && kept.supersededCount() > 0) {
            kept = kept.remembering(kept.supersededCount() / 2);
            document = LatestJson.write(kept);
        }
        return document;
    }

    private MemberportException tooManyChanges() {
        return MemberportException.of(
                        FailureKind.TARGET,
                        "The object " + bucket.target() + Latest.KEY
                                + " names so many incremental exports that it has no room for another one. Nothing "
                                + "was committed. Make a full export, which replaces them.")
                .remedy(Remedy.EXPORT_IN_FULL)
                .build();
    }
}
