package io.memberport.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.port.Deadline;
import io.memberport.port.network.TlsFailure;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong on the wire into exceptions that say what happened, to what, and what to do next. */
public class HttpFailures {

    private static final String ENCODED =
            " It has a Content-Encoding that was not requested: set the proxy or gateway in between to leave "
                    + "answers unchanged.";
    private static final String PAGE =
            " The answer is a web page: a proxy or a login page is in between, or the address is wrong.";

    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_ERROR_ID = 100;
    private static final String UNKNOWN =
            "It is unknown whether an export was started; check at Alida before you start another.";

    private final Origin api;
    private final Secrets secrets;

    public HttpFailures(Origin api, Secrets secrets) {
        this.api = api;
        this.secrets = secrets;
    }

    /** A server answered with something else than success. */
    public MemberportException refused(ApiRequest call, ApiResponse answer, int attempts) {
        boolean isOwn = call.link().origin().equals(api);
        // An object store's error document quotes the signed request.
        VendorError vendor = isOwn ? VendorError.in(answer) : VendorError.NONE;
        String errorId = vendor.errorId() == null ? null : secrets.clean(vendor.errorId(), LONGEST_ERROR_ID);
        String message = "Could not " + call.task() + ": " + call.link() + " answered with status " + answer.status()
                + (attempts > 1 ? ", also at attempt " + attempts : "")
                + ". " + (isOwn ? adviceFor(call, answer.status()) : adviceForStore(answer.status()))
                + (vendor.message() == null
                        ? ""
                        : " It says: \"" + secrets.clean(vendor.message(), LONGEST_MESSAGE) + "\".")
                + (errorId == null ? "" : " For Alida's support: errorId " + errorId + ".");
        return MemberportException.of(isOwn ? kindOf(answer.status()) : kindOfStore(answer.status()), message)
                .batchId(call.batchId())
                .httpStatus(answer.status())
                .errorId(errorId)
                .build();
    }

    private static FailureKind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> FailureKind.ACCESS_DENIED;
            case 404, 410 -> FailureKind.NOT_FOUND;
            case 429 -> FailureKind.UNAVAILABLE;
            default -> status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.PROTOCOL;
        };
    }

    /** Our credentials are none of the store's business, so a refusal there says nothing about them. */
    private static FailureKind kindOfStore(int status) {
        return status == 429 || status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.PROTOCOL;
    }

    private static String adviceForStore(int status) {
        if (kindOfStore(status) == FailureKind.UNAVAILABLE) {
            return "Try again later.";
        }
        return status < 300
                ? "A whole file must come with status 200; check the proxies and firewalls between this machine and "
                        + "the store."
                : "It does not accept the download link of the API. Links expire: check this machine's"
                        + " clock and any proxy, and try again.";
    }

    private static String adviceFor(ApiRequest call, int status) {
        if (!call.isRepeatable() && status >= 500) {
            return UNKNOWN;
        }
        return switch (status) {
            case 401 -> "Check the client id, the client secret and the API key.";
            case 403 -> "The credentials are valid but not permitted to do this; check their permissions.";
            case 404, 410 -> "Check the region or API address, the community and the batch id.";
            case 429 -> "There were too many calls; try again later.";
            default -> {
                if (status >= 500) {
                    yield "Try again later.";
                }
                yield status >= 300 && status <= 399
                        ? "A redirect is followed for the file only; check the API address."
                        : "The API does not accept the request, or answers in a way this version does not know.";
            }
        };
    }

    /** No answer, after all attempts that were allowed. */
    MemberportException notAnswered(ApiRequest call, NotAnsweredException failure, int attempts) {
        String message = "Could not " + call.task() + ": no usable answer from " + call.link() + ", "
                + secrets.clean(failure.description(), LONGEST_MESSAGE)
                + (attempts > 1 ? " (" + attempts + " attempts)" : "")
                + ". " + adviceFor(call, failure);
        return MemberportException.of(kindOf(failure), message)
                .batchId(call.batchId())
                .cause(failure.presentableCause())
                .remedy(remedyFor(failure))
                .build();
    }

    /** What the advice says that a program can have a flag for. */
    private static @Nullable Remedy remedyFor(NotAnsweredException failure) {
        return switch (failure.reason()) {
            case FORBIDDEN -> Remedy.ALLOW_PRIVATE_LINKS;
            case TLS ->
                failure.failure() instanceof SSLException tls
                        ? TlsFailure.of(tls).remedy().orElse(null)
                        : null;
            case CLOSED, GARBAGE, NETWORK, PROXY, TOO_SLOW -> null;
        };
    }

    /** The same for a request of which no attempt has been answered. */
    public final MemberportException late(ApiRequest call, Deadline deadline, @Nullable NotAnsweredException failure) {
        return late(call, deadline, failure, null);
    }

    /**
     * The deadline is over.
     *
     * @param failure what became of the attempt that was in progress; null if there was none
     * @param last the last answer; null if no attempt has been answered
     */
    MemberportException late(
            ApiRequest call, Deadline deadline, @Nullable NotAnsweredException failure, @Nullable ApiResponse last) {
        String advice;
        if (failure != null && isUnknown(call, failure)) {
            advice = UNKNOWN;
        } else if (call.batchId() != null) {
            advice = "The export continues at Alida: ask for the same batch id again to resume.";
        } else {
            advice = "No export was started; allow more time, or run again when the API answers.";
        }
        String message = "Could not " + call.task() + " before the deadline of "
                + deadline.time().toSeconds() + " s: " + call.link() + " " + untilThen(failure, last) + ". " + advice;
        return ofStatus(MemberportException.of(FailureKind.DEADLINE, message), last)
                .batchId(call.batchId())
                .cause(failure == null ? null : failure.presentableCause())
                .build();
    }

    /** What a server has done until the deadline, to go after its name. */
    static String untilThen(@Nullable NotAnsweredException failure, @Nullable ApiResponse last) {
        if (last == null) {
            return failure == null ? "was not asked in time" : "did not answer in time";
        }
        return "answered with status " + last.status() + (failure == null ? "" : ", and then not in time");
    }

    static MemberportException.Builder ofStatus(MemberportException.Builder builder, @Nullable ApiResponse last) {
        return last == null ? builder : builder.httpStatus(last.status());
    }

    /**
     * The thread was told to stop.
     *
     * @param failure what became of the attempt in progress; null if there was none
     */
    MemberportException interrupted(ApiRequest call, @Nullable NotAnsweredException failure) {
        boolean isUnknown = failure != null && isUnknown(call, failure);
        return MemberportException.of(
                        FailureKind.INTERRUPTED,
                        "Interrupted; "
                                + (isUnknown
                                        ? "the attempt to " + call.task() + " was in progress. " + UNKNOWN
                                        : "did not " + call.task() + "."))
                .batchId(call.batchId())
                .build();
    }

    /** Whether what was asked for may have been done, though no answer will ever say so. */
    private static boolean isUnknown(ApiRequest call, NotAnsweredException failure) {
        return !call.isRepeatable() && failure.mayHaveArrived();
    }

    private static FailureKind kindOf(NotAnsweredException failure) {
        return switch (failure.reason()) {
            case GARBAGE, FORBIDDEN -> FailureKind.PROTOCOL;
            case PROXY, TLS -> FailureKind.CONFIGURATION;
            case CLOSED -> FailureKind.INTERRUPTED;
            case NETWORK, TOO_SLOW -> FailureKind.UNAVAILABLE;
        };
    }

    private static String adviceFor(ApiRequest call, NotAnsweredException failure) {
        if (isUnknown(call, failure)) {
            return UNKNOWN;
        }
        return switch (failure.reason()) {
            case CLOSED -> "The API client was closed meanwhile.";
            case PROXY -> adviceForProxy(failure);
            case FORBIDDEN -> "If your files are in a private network, allow links to lead there.";
            case TLS, NETWORK, TOO_SLOW, GARBAGE -> adviceForNetwork(call.link().origin(), failure);
        };
    }

    private static String adviceForProxy(NotAnsweredException failure) {
        return "The proxy " + failure.proxy() + " refuses, not the host."
                + (failure.failure() instanceof ProxyRefusedException refused
                        ? " " + refused.refusal().advice()
                        : "");
    }

    private static String adviceForNetwork(Origin host, NotAnsweredException failure) {
        String over = failure.proxy() == null ? "" : ", the proxy " + failure.proxy();
        if (failure.failure() instanceof UnknownHostException
                && failure.reason() == NotAnsweredException.Reason.NETWORK) {
            if (failure.proxy() != null) {
                return "The host name of the proxy " + failure.proxy() + " is not known; check its address.";
            }
            return isOfRegion(host)
                    ? "The region is probably wrong: check its name, then this machine's DNS."
                    : "Check the address and this machine's DNS.";
        }
        if (failure.reason() == NotAnsweredException.Reason.GARBAGE && !host.isEncrypted()) {
            return "If it speaks TLS, write https:// in the address; or check the network" + over + ".";
        }
        return failure.failure() instanceof SSLException tls && TlsFailure.of(tls) != TlsFailure.OTHER
                ? TlsFailure.of(tls).advice()
                : "Check the network" + over + " and the address, or try again later.";
    }

    private static boolean isOfRegion(Origin host) {
        return host.host().startsWith("api.") && host.host().endsWith(".alida.com");
    }

    /** An answer that cannot be understood. */
    public MemberportException notUnderstood(ApiRequest call, ApiResponse answer, String what) {
        return MemberportException.of(
                        FailureKind.PROTOCOL,
                        "Could not " + call.task() + ": the answer of " + call.link() + " cannot be understood, "
                                + what + "."
                                + (isPage(answer) ? PAGE : "")
                                + (answer.encoding().isEmpty() ? "" : ENCODED))
                .batchId(call.batchId())
                .httpStatus(answer.status())
                .build();
    }

    private static boolean isPage(ApiResponse answer) {
        return answer.headers("Content-Type").stream()
                .anyMatch(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("text/html"));
    }

    /**
     * The vendor's error document, or what OAuth 2 has in its place.
     *
     * @param message what went wrong; null if not said
     * @param errorId what the vendor's support asks for; null if not said
     */
    private record VendorError(
            @Nullable String message, @Nullable String errorId) {

        static final VendorError NONE = new VendorError(null, null);

        static VendorError in(ApiResponse answer) {
            ObjectNode document = SmallJson.objectIn(answer.body());
            if (document == null) {
                return NONE;
            }
            String message = null;
            for (String field : new String[] {"message", "developerMessage", "error_description", "error"}) {
                String text = SmallJson.textOrNull(document, field);
                if (message == null && text != null && !text.isBlank()) {
                    message = text;
                }
            }
            return new VendorError(message, SmallJson.textOrNull(document, "errorId"));
        }
    }
}
