package io.memberport.simulator.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes export files as Alida's batch member-profile export sends them. The same {@link Spec} gives the same bytes on
 * every machine and every Java version, in memory that does not grow with the file.
 *
 * <p>Most values are plain. A few per cent are what breaks readers: quotes, line breaks, other scripts, emoji, numbers
 * beyond a {@code double}, nulls, empty strings. The members with index {@value ExportWriter#FIRST_SHOWCASE} to {@value
 * ExportWriter#LAST_SHOWCASE} have nothing but those, so that a small file has them too; member {@value
 * ExportWriter#WITHOUT_VARIABLES} has no variables.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class ExportGenerator {

    private final Spec spec;

    private ExportGenerator(Spec spec) {
        this.spec = spec;
    }

    public static ExportGenerator of(Spec spec) {
        return new ExportGenerator(Objects.requireNonNull(spec, "spec"));
    }

    public Spec spec() {
        return spec;
    }

    /**
     * Writes the whole file and flushes; the stream stays open.
     *
     * @throws IOException if the stream does
     */
    public Content writeTo(OutputStream out) throws IOException {
        if (!spec.shape().gzip()) {
            return new ExportWriter(spec, out).write();
        }
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        Content content = new ExportWriter(spec, gzip).write();
        gzip.finish();
        out.flush();
        return content;
    }

    /**
     * Writes the whole file to a path, replacing what is there.
     *
     * @throws IOException if it cannot be written; a partial file may be left then
     */
    public Content writeTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return writeTo(out);
        }
    }

    /**
     * The content of a file.
     *
     * @param members members in the file
     * @param variables variables of all members together
     * @param values values of all variables together
     * @param jsonBytes size of the JSON, before compression
     */
    public record Content(long members, long variables, long values, long jsonBytes) {}

    /**
     * What to generate. Shares are from 0 to 1.
     *
     * @param members members of the community; an incremental export has only the changed ones among them
     * @param variables variables defined; each member has about as many values
     * @param seed decides everything that is not given
     * @param batchId guid of the batch
     * @param sinceDatetime makes the export incremental; null for a full one. The members are those of the full export
     *     with the same seed, their values are new
     * @param exportDate when the export started; values were last synced five minutes before
     * @param missingShare share of its variables a member does not have
     * @param oddShare share of the values that are not plain; 0 also takes away the members that have nothing else
     * @param changedShare share of the members in an incremental export; member 0 is always among them
     * @param shape how it is written down
     */
    public record Spec(
            long members,
            int variables,
            long seed,
            String batchId,
            @Nullable Instant sinceDatetime,
            Instant exportDate,
            double missingShare,
            double oddShare,
            double changedShare,
            ExportShape shape) {

        private static final Duration SYNC_AGE = Duration.ofMinutes(5);

        public Spec {
            if (members < 0 || variables < 0) {
                throw new IllegalArgumentException("members and variables must not be negative");
            }
            Objects.requireNonNull(batchId, "batchId");
            Objects.requireNonNull(exportDate, "exportDate");
            Objects.requireNonNull(shape, "shape");
            requireShare("missingShare", missingShare);
            requireShare("oddShare", oddShare);
            requireShare("changedShare", changedShare);
        }

        /** A full export of a hundred members with about 55 values each. */
        public static Builder builder() {
            return new Builder();
        }

        /** A builder that starts from this spec. */
        public Builder toBuilder() {
            return new Builder(this);
        }

        /** When values were last synced: the {@code sinceDatetime} of the export after this one. */
        public Instant lastSyncDate() {
            return exportDate.minus(SYNC_AGE);
        }

        /**
         * A guid that follows from the seed, a purpose and a number; for what belongs to the export and is not in it.
         */
        public String guid(String purpose, long number) {
            return RandomStreams.guidOf(seed, purpose, number);
        }

        private static void requireShare(String name, double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(name + " must be from 0 to 1 and is " + share);
            }
        }

        /** Collects a {@link Spec}. */
        public static final class Builder {

            private long members = 100;
            private int variables = 60;
            private long seed = 1;
            private @Nullable String batchId;
            private @Nullable Instant sinceDatetime;
            private Instant exportDate = Instant.parse("2026-06-01T02:00:00Z");
            private double missingShare = 0.1;
            private double oddShare = 0.03;
            private double changedShare = 0.1;
            private ExportShape shape = ExportShape.DOCUMENTED;

            private Builder() {}

            private Builder(Spec spec) {
                members = spec.members;
                variables = spec.variables;
                seed = spec.seed;
                batchId = spec.batchId;
                sinceDatetime = spec.sinceDatetime;
                exportDate = spec.exportDate;
                missingShare = spec.missingShare;
                oddShare = spec.oddShare;
                changedShare = spec.changedShare;
                shape = spec.shape;
            }

            public Builder members(long count) {
                members = count;
                return this;
            }

            public Builder variables(int count) {
                variables = count;
                return this;
            }

            public Builder seed(long newSeed) {
                seed = newSeed;
                return this;
            }

            /** The batch's guid; one that follows from the seed if not given. */
            public Builder batchId(String guid) {
                batchId = guid;
                return this;
            }

            public Builder sinceDatetime(@Nullable Instant since) {
                sinceDatetime = since;
                return this;
            }

            public Builder exportDate(Instant date) {
                exportDate = date;
                return this;
            }

            public Builder missingShare(double share) {
                missingShare = share;
                return this;
            }

            public Builder oddShare(double share) {
                oddShare = share;
                return this;
            }

            public Builder changedShare(double share) {
                changedShare = share;
                return this;
            }

            public Builder shape(ExportShape newShape) {
                shape = newShape;
                return this;
            }

            /**
             * What has been collected.
             *
             * @throws IllegalArgumentException if a count is negative or a share not from 0 to 1
             */
            public Spec build() {
                String id = batchId != null ? batchId : RandomStreams.guidOf(seed, "batch", 0);
                return new Spec(
                        members,
                        variables,
                        seed,
                        id,
                        sinceDatetime,
                        exportDate,
                        missingShare,
                        oddShare,
                        changedShare,
                        shape);
            }
        }
    }
}
