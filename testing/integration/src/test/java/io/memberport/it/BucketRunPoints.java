package io.memberport.it;

import io.memberport.testkit.kill.KillPoint;
import java.util.List;
import java.util.stream.Stream;

/** Where a run into object storage that makes three files or more can be killed, in the order in which it comes there. */
final class BucketRunPoints {

    private static final String S3 = "io.memberport.sink.s3.";
    private static final KillPoint CLAIM_WRITTEN = KillPoint.leaving(S3 + "catalog.LatestObject", "change");
    /** The first one is not of a file, but of the check before the run. */
    private static final KillPoint UPLOAD_STARTED = KillPoint.leaving(S3 + "store.Bucket", "startUpload");

    private static final KillPoint PART_SENT = KillPoint.leaving(S3 + "store.Bucket", "uploadPart");
    private static final KillPoint FILE_COMPLETED = KillPoint.leaving(S3 + "store.Bucket", "completeUpload");
    private static final KillPoint MANIFEST_WRITTEN = KillPoint.entering(S3 + "S3Commit", "nameInLatest");
    /** The third object that is written in one piece, after that with the claim and the manifest. */
    private static final KillPoint COMMITS =
            KillPoint.entering(S3 + "store.Bucket", "write").time(3);

    private static final KillPoint COMMITTED =
            KillPoint.leaving(S3 + "store.Bucket", "write").time(3);

    static final KillPoint COMMIT = KillPoint.entering(S3 + "S3Run", "commit");

    static final List<KillPoint> BEFORE_THE_COMMIT = List.of(
            UPLOAD_STARTED,
            KillPoint.entering(S3 + "catalog.TargetClaim", "take"),
            CLAIM_WRITTEN,
            KillPoint.leaving(S3 + "catalog.TargetClaim", "removeLeftovers"),
            UPLOAD_STARTED.time(2),
            PART_SENT,
            UPLOAD_STARTED.time(3),
            PART_SENT.time(2),
            KillPoint.entering(S3 + "S3Commit", "run"),
            KillPoint.entering(S3 + "store.Bucket", "completeUpload"),
            FILE_COMPLETED,
            FILE_COMPLETED.time(2),
            FILE_COMPLETED.time(3),
            KillPoint.entering(S3 + "store.Bucket", "write").time(2),
            MANIFEST_WRITTEN,
            COMMITS);

    static final List<KillPoint> AFTER_THE_COMMIT =
            List.of(COMMITTED, KillPoint.leaving(S3 + "S3Run", "commit"), KillPoint.entering(S3 + "S3Run", "close"));

    /** One of each step, for an ordinary build. */
    static final List<KillPoint> SOME = List.of(
            CLAIM_WRITTEN,
            UPLOAD_STARTED.time(2),
            PART_SENT,
            KillPoint.entering(S3 + "S3Commit", "run"),
            FILE_COMPLETED,
            FILE_COMPLETED.time(3),
            MANIFEST_WRITTEN,
            COMMITTED,
            KillPoint.entering(S3 + "S3Run", "close"));

    /** The few to be tried with each kind of export, two files of which are enough. */
    static final List<KillPoint> FEW = List.of(PART_SENT.time(2), FILE_COMPLETED.time(2), COMMITTED);

    private BucketRunPoints() {}

    static List<KillPoint> all() {
        return Stream.concat(BEFORE_THE_COMMIT.stream(), AFTER_THE_COMMIT.stream())
                .toList();
    }
}
