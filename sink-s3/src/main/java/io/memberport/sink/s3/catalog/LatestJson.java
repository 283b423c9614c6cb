package io.memberport.sink.s3.catalog;

import io.memberport.encoding.json.JsonDocument;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.refusal.S3Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes {@code _latest.json}. Fields that it does not know are ignored; a document that is not what it should be is
 * a failure, for a reader that took it for an empty one would forget what is there.
 */
public final class LatestJson {

    /** Tens of thousands of exports. */
    static final int LARGEST_BYTES = 16 << 20;

    /** What a commit may make of it, so that the claims of runs still find room. */
    public static final int LARGEST_COMMIT_BYTES = 15 << 20;

    private static final int FORMAT_VERSION = 1;

    /** The document. */
    private record Document(int formatVersion, SortedMap<String, CommunityState> communities) {

        Document {
            if (formatVersion != FORMAT_VERSION) {
                throw new IllegalArgumentException("a document of version " + formatVersion);
            }
            communities = communities == null ? new TreeMap<>() : communities;
            communities.values().forEach(Objects::requireNonNull);
        }
    }

    private LatestJson() {}

    public static byte[] write(Latest latest) {
        return JsonDocument.write(new Document(FORMAT_VERSION, new TreeMap<>(latest.communities())));
    }

    /**
     * Reads.
     *
     * @throws MemberportException if it is not such a document
     */
    public static Latest read(byte[] bytes, S3Target target) {
        try {
            return new Latest(JsonDocument.read(new ByteArrayInputStream(bytes), Document.class)
                    .communities());
        } catch (IOException e) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The object " + target + Latest.KEY + " is not what this version of Memberport writes. If a newer"
                            + " version wrote it, use that one; if it was damaged, restore it, or move it away, and the"
                            + " next export is a full one.");
        }
    }
}
