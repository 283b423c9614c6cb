package io.memberport.export.erasure;

import io.memberport.error.MemberportException;
import io.memberport.port.ErasureReceipt;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one target stands after an erasure, for the records of those who must prove it. Names no member.
 *
 * @param target the sink's {@linkplain io.memberport.port.MemberSink#description() description}
 * @param outcome what happened to it
 * @param time when that was known
 * @param receipt what was removed, or would be; nothing if it {@linkplain Outcome#FAILED failed}
 * @param failure why it failed; null unless {@link Outcome#FAILED}
 */
public record ErasureResult(
        String target,
        Outcome outcome,
        Instant time,
        ErasureReceipt receipt,
        @Nullable MemberportException failure) {

    /** What happened to a target. */
    public enum Outcome {
        /** It held some of the members, and holds none of them now. */
        ERASED,
        /** None of the members was found in what it holds; what it has was left as it is. */
        NOT_FOUND,
        /** It was only counted what would be erased. */
        COUNTED,
        /** It holds what it held before, unless the failure says that this could not be found out. */
        FAILED
    }

    public ErasureResult {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(receipt, "receipt");
        if ((failure != null) != (outcome == Outcome.FAILED)) {
            throw new IllegalArgumentException("a failure goes with the outcome FAILED and with no other");
        }
    }

    static ErasureResult erased(String target, Instant time, ErasureReceipt receipt) {
        return new ErasureResult(
                target, receipt.members() == 0 ? Outcome.NOT_FOUND : Outcome.ERASED, time, receipt, null);
    }

    static ErasureResult counted(String target, Instant time, ErasureReceipt receipt) {
        return new ErasureResult(target, Outcome.COUNTED, time, receipt, null);
    }

    static ErasureResult failed(String target, Instant time, MemberportException failure) {
        return new ErasureResult(target, Outcome.FAILED, time, ErasureReceipt.ofNoExport(), failure);
    }
}
