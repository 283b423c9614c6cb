package io.memberport.sink.s3.catalog;

import io.memberport.encoding.column.TypedColumn;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.store.Bucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The columns in a manifest, where the next export finds which name belongs to which variable. */
public final class ManifestColumns {

    private static final String WIDE = "wide";

    /** What is read of a manifest; there are no columns if the layout is another than wide. */
    record Document(int formatVersion, List<TypedColumn> columns) {

        Document {
            if (formatVersion != Manifest.FORMAT_VERSION) {
                throw new IllegalArgumentException("a manifest of version " + formatVersion);
            }
            columns = columns == null ? List.of() : List.copyOf(columns);
        }
    }

    private ManifestColumns() {}

    /**
     * The columns of the last export, if that was a wide one and is still there.
     *
     * @throws MemberportException if its manifest is not one
     */
    public static List<TypedColumn> last(CommunityState state, Bucket bucket) {
        Optional<CommittedExport> wide =
                state.last().filter(export -> export.layout().equals(WIDE));
        if (wide.isEmpty()) {
            return List.of();
        }
        String key = wide.get().manifest();
        return bucket.read(key, Manifest.LARGEST_BYTES)
                .map(manifest -> read(manifest.bytes(), bucket.target() + key))
                .orElse(List.of());
    }

    static List<TypedColumn> read(byte[] manifest, String name) {
        try {
            return JsonDocument.read(new ByteArrayInputStream(manifest), Document.class)
                    .columns();
        } catch (IOException e) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The object " + name + " is not what this version of Memberport writes, and it has the names of"
                            + " columns that the next export must have. If a newer version wrote it, use that one; if it was"
                            + " damaged, restore it, or delete it; a full export then names the columns again.");
        }
    }
}
