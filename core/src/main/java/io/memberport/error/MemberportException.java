package io.memberport.error;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a Memberport operation. The message says what happened, to what, and what to do next; it never contains
 * a member's value, a credential or the query of a signed link. A cause is attached only where its own message keeps
 * that promise too.
 *
 * <p>The first failure wins; failures while cleaning up after it are {@linkplain #addSuppressed suppressed} onto it.
 */
public class MemberportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String batchId;
    private final @Nullable Integer httpStatus;
    private final @Nullable String errorId;
    private final @Nullable Long byteOffset;
    private final @Nullable Long memberIndex;
    private final boolean restartable;
    private final @Nullable Remedy remedy;

    /** A failure about which nothing more is known than its kind and message. */
    public MemberportException(FailureKind kind, String message) {
        this(of(kind, message));
    }

    /** A failure with a cause whose message shows neither data nor secrets. */
    public MemberportException(FailureKind kind, String message, Throwable cause) {
        this(of(kind, message).cause(cause));
    }

    protected MemberportException(Builder builder) {
        super(builder.message, builder.cause);
        this.kind = builder.kind;
        this.batchId = builder.batchId;
        this.httpStatus = builder.httpStatus;
        this.errorId = builder.errorId;
        this.byteOffset = builder.byteOffset;
        this.memberIndex = builder.memberIndex;
        this.restartable = builder.restartable;
        this.remedy = builder.remedy;
    }

    /** Starts an exception that carries more than a message. */
    public static Builder of(FailureKind kind, String message) {
        return new Builder(kind, message);
    }

    public FailureKind kind() {
        return kind;
    }

    /** The batch concerned. */
    public Optional<String> batchId() {
        return Optional.ofNullable(batchId);
    }

    /** The HTTP status the API or the object store answered with. */
    public OptionalInt httpStatus() {
        return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** The {@code errorId} of the vendor's error document, which the vendor's support asks for. */
    public Optional<String> errorId() {
        return Optional.ofNullable(errorId);
    }

    /** Where in the export file's uncompressed JSON, in bytes from 0. */
    public OptionalLong byteOffset() {
        return byteOffset == null ? OptionalLong.empty() : OptionalLong.of(byteOffset);
    }

    /** At or before which member of the export, from 0. */
    public OptionalLong memberIndex() {
        return memberIndex == null ? OptionalLong.empty() : OptionalLong.of(memberIndex);
    }

    /**
     * The same failure with its member, unless it names one already.
     *
     * @param index of the member in the export, from 0
     * @param offset where the member begins in the export file's uncompressed JSON, in bytes from 0; negative if unknown
     */
    public MemberportException atMember(long index, long offset) {
        if (memberIndex != null) {
            return this;
        }
        String place = "It is about member " + index + " (counted from 0)"
                + (offset < 0 ? "" : ", which begins at byte " + offset + " of the JSON") + ".";
        Builder located = saying(place).memberIndex(index);
        located.byteOffset = offset < 0 ? byteOffset : Long.valueOf(offset);
        return sameAs(located);
    }

    /** The same failure with another sentence at the end of its message. */
    public MemberportException with(String sentence) {
        return sameAs(saying(sentence));
    }

    private Builder saying(String sentence) {
        Builder same = of(kind, getMessage() + " " + sentence)
                .cause(getCause())
                .batchId(batchId)
                .errorId(errorId);
        same.httpStatus = httpStatus;
        same.byteOffset = byteOffset;
        same.memberIndex = memberIndex;
        same.restartable = restartable;
        same.remedy = remedy;
        return same;
    }

    private MemberportException sameAs(Builder builder) {
        MemberportException same = builder.build();
        same.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            same.addSuppressed(suppressed);
        }
        return same;
    }

    /**
     * Whether the transfer of an export file was interrupted and cannot be resumed, but can restart from the first
     * byte, in the same program. The runs of its sinks must be closed, and the sinks opened again.
     */
    public boolean isRestartable() {
        return restartable;
    }

    /** Whether something exceeds a limit of this run. The limit can be raised if the file is correct. */
    public boolean isBeyondLimit() {
        return remedy != null && remedy.raisesLimit();
    }

    /** What can be done about it, for programs that have a flag or a command for that. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** Collects what is known of a failure. */
    public static final class Builder {

        private final FailureKind kind;
        private final String message;
        private @Nullable Throwable cause;
        private @Nullable String batchId;
        private @Nullable Integer httpStatus;
        private @Nullable String errorId;
        private @Nullable Long byteOffset;
        private @Nullable Long memberIndex;
        private boolean restartable;
        private @Nullable Remedy remedy;

        private Builder(FailureKind kind, String message) {
            this.kind = kind;
            this.message = message;
        }

        /** A cause whose message shows neither data nor secrets. */
        public Builder cause(@Nullable Throwable cause) {
            this.cause = cause;
            return this;
        }

        public Builder batchId(@Nullable String batchId) {
            this.batchId = batchId;
            return this;
        }

        public Builder httpStatus(int httpStatus) {
            this.httpStatus = httpStatus;
            return this;
        }

        public Builder errorId(@Nullable String errorId) {
            this.errorId = errorId;
            return this;
        }

        /** In the uncompressed JSON, from 0. */
        public Builder byteOffset(long byteOffset) {
            this.byteOffset = byteOffset;
            return this;
        }

        /** From 0. */
        public Builder memberIndex(long memberIndex) {
            this.memberIndex = memberIndex;
            return this;
        }

        /** Whether starting the transfer again from the first byte can help. */
        public Builder restartable(boolean restartable) {
            this.restartable = restartable;
            return this;
        }

        /** What can be done about it; the message says so, too. */
        public Builder remedy(@Nullable Remedy remedy) {
            this.remedy = remedy;
            return this;
        }

        public MemberportException build() {
            return new MemberportException(this);
        }
    }
}
