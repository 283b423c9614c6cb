package io.memberport.http.download;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.http.wire.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Words for what went wrong with a download: what it is of, how far it got, and what to do next.
 *
 * @param call what was answered last
 * @param position bytes of the file that are here
 * @param lengthBytes of the whole file; -1 if unknown
 */
record TransferFailures(ApiRequest call, long position, long lengthBytes) {

    private static final String RESTART =
            ". The download must restart from the first byte; run again if it does not restart by itself.";

    MemberportException interrupted(String what) {
        return failure(FailureKind.INTERRUPTED, what + ". Run again.").build();
    }

    /** It was interrupted and cannot be resumed, but a restart from the first byte may help. */
    MemberportException lost(InterruptedTransferException broken, String why) {
        return failure(kindOf(broken), describe(broken) + ", and it cannot be resumed: " + why + RESTART)
                .cause(broken.presentableCause())
                .restartable(true)
                .build();
    }

    /** What another download left is not the beginning of this file. */
    MemberportException different(String why) {
        return failure(
                        FailureKind.UNAVAILABLE,
                        "the " + position + " bytes received earlier cannot be used: " + why + RESTART)
                .restartable(true)
                .build();
    }

    /** A part that was asked for over another connection does not come. */
    MemberportException silent() {
        return failure(FailureKind.UNAVAILABLE, "no bytes came over a second connection")
                .build();
    }

    MemberportException tooLong() {
        return failure(
                        FailureKind.MALFORMED_EXPORT,
                        "more than its " + lengthBytes + " bytes came, so this is not the file" + RESTART)
                .restartable(true)
                .build();
    }

    /** It is longer than is accepted, and a restart does not make it shorter. */
    MemberportException beyond(long mostBytes) {
        String told = lengthBytes < 0 ? "" : " (it has " + lengthBytes + ")";
        return failure(
                        FailureKind.MALFORMED_EXPORT,
                        "it is longer than " + mostBytes + " bytes, the most that is accepted" + told
                                + ". If it is correct, raise that limit.")
                .remedy(Remedy.RAISE_FILE_SIZE)
                .build();
    }

    /** It was interrupted too often, or could not be reached any more. */
    MemberportException givenUp(
            InterruptedTransferException broken, String whyNoMore, @Nullable MemberportException last) {
        String tried = last == null
                ? "; " + whyNoMore + ". Check the network, and run again."
                : ", and could not be resumed. " + last.getMessage();
        FailureKind kind = last == null ? kindOf(broken) : last.kind();
        MemberportException.Builder failure = failure(kind, describe(broken) + tried)
                .cause(last == null ? broken.presentableCause() : last)
                .errorId(last == null ? null : last.errorId().orElse(null))
                .remedy(last == null ? null : last.remedy().orElse(null));
        if (last != null && last.httpStatus().isPresent()) {
            failure.httpStatus(last.httpStatus().getAsInt());
        }
        return failure.build();
    }

    MemberportException damaged(OfferedChecksum checksum) {
        return failure(
                        FailureKind.MALFORMED_EXPORT,
                        "its " + position + " bytes are not those that the server's checksum (" + checksum.algorithm()
                                + ") is for, so it is damaged. Run again; if that does not help, start a new export.")
                .build();
    }

    /** A server that sends less than it says, and ends that in good order, has no more. */
    private static FailureKind kindOf(InterruptedTransferException broken) {
        return broken.isEndedEarly() ? FailureKind.MALFORMED_EXPORT : FailureKind.UNAVAILABLE;
    }

    private String describe(InterruptedTransferException broken) {
        return broken.isEndedEarly()
                ? "it is incomplete: got " + progress() + ", " + broken.description()
                : "the download was interrupted after " + progress() + ", " + broken.description();
    }

    String progress() {
        return lengthBytes < 0 ? position + " bytes and no end" : position + " of " + lengthBytes + " bytes";
    }

    private MemberportException.Builder failure(FailureKind kind, String what) {
        return MemberportException.of(
                        kind, "The file of export " + call.batchId() + " from " + call.link() + ": " + what)
                .batchId(call.batchId());
    }
}
