package io.memberport.simulator;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where download links lead: a store that answers requests with a link that it has signed. It refuses requests that have
 * credentials beside the signature, as S3 does.
 */
final class FileServer implements LoopbackServer.Handler {

    static final String ROOT = "/exports/";

    private static final String NAME = "/member%2bprofiles.json";
    private static final String EXPIRES = "?X-Sim-Expires=";
    private static final String DISPOSITION = "&response-content-disposition=attachment%3B%20filename%3Dmembers.json";
    private static final String SIGNATURE = "&X-Sim-Signature=";
    private static final List<String> CREDENTIALS =
            List.of("Authorization", "Proxy-Authorization", "x-api-key", "Cookie");

    private final SimulatorSettings settings;
    private final Batches batches;
    private final FileSender transfer;
    private final PlannedFaults faults;
    private final RequestLog log;
    private final URI url;
    private final Signer signer;
    private final Map<String, Integer> uses = new ConcurrentHashMap<>();

    FileServer(
            SimulatorSettings settings,
            Batches batches,
            FileSender transfer,
            PlannedFaults faults,
            RequestLog log,
            SecureRandom random,
            URI url) {
        this.settings = settings;
        this.batches = batches;
        this.transfer = transfer;
        this.faults = faults;
        this.log = log;
        this.url = url;
        this.signer = new Signer(random);
    }

    /**
     * A link that is good for a while. It is legal but not in normal form (a double slash, lower-case escapes), so that
     * only who sends it as it is gets the file.
     *
     * @param relative whether without scheme and host, as for a link within the API's own origin
     */
    String link(String fileId, boolean relative) {
        long expires =
                settings.clock().instant().plus(settings.link().lifetime()).toEpochMilli();
        String target = ROOT + '/' + fileId + NAME + EXPIRES + expires + DISPOSITION;
        return (relative ? "" : url) + target + SIGNATURE + signer.sign(target);
    }

    /** A link that looks like the real ones and leads nowhere. */
    String linkToNothing() {
        return url + ROOT + "elsewhere";
    }

    @Override
    public void handle(ServedRequest call) throws IOException {
        call.concerns(Resource.OBJECT);
        Optional<PlannedFaults.Fault> fault = faults.next(Resource.OBJECT);
        if (fault.isPresent()) {
            LoopbackServer.setRetryAfter(call, fault.get());
            refuse(call, fault.get().status(), "SlowDown", "This failure was ordered.");
        } else if (!carriesCredentials(call)) {
            serve(call);
        }
    }

    /** The same files on the API's own origin, where credentials are no stranger's. */
    LoopbackServer.Handler onOwnOrigin() {
        return call -> {
            call.concerns(Resource.OBJECT);
            serve(call);
        };
    }

    private boolean carriesCredentials(ServedRequest call) throws IOException {
        List<String> found = CREDENTIALS.stream()
                .filter(name -> call.header(name).isPresent())
                .toList();
        if (found.isEmpty()) {
            return false;
        }
        log.countCredentialsSeenByStore();
        if (found.contains("Authorization")) {
            refuse(
                    call,
                    400,
                    "InvalidArgument",
                    "Only one auth mechanism allowed; only the X-Sim-Signature query string parameter or the"
                            + " Authorization header should be specified");
        } else {
            refuse(call, 400, "InvalidRequest", "The header " + found.get(0) + " is not allowed here.");
        }
        return true;
    }

    private void serve(ServedRequest call) throws IOException {
        if (!call.method().equals("GET") && !call.isHead()) {
            call.setHeader("Allow", "GET, HEAD");
            refuse(call, 405, "MethodNotAllowed", "The method is not allowed against this resource.");
            return;
        }
        String target = call.rawTarget();
        int end = target.lastIndexOf(SIGNATURE);
        if (end < 0) {
            refuse(call, 403, "AccessDenied", "Access Denied");
            return;
        }
        String signature = target.substring(end + SIGNATURE.length());
        if (!signer.isSignatureOf(target.substring(0, end), signature)) {
            refuse(call, 403, "SignatureDoesNotMatch", "The link is not as it was signed, byte for byte.");
        } else if (hasExpired(target, signature)) {
            refuse(call, 403, "AccessDenied", "Request has expired");
        } else {
            Batch batch = find(call.rawPath());
            if (batch == null) {
                refuse(call, 404, "NoSuchKey", "The specified key does not exist.");
            } else {
                transfer.send(call, batch.file());
            }
        }
    }

    /** The target is one that was signed here, so it has the form of all of those. */
    private boolean hasExpired(String target, String signature) {
        int start = target.indexOf(EXPIRES) + EXPIRES.length();
        long expires = Long.parseLong(target.substring(start, target.indexOf('&', start)));
        return settings.clock().millis() >= expires
                || uses.merge(signature, 1, Integer::sum) > settings.link().uses();
    }

    private @Nullable Batch find(String path) {
        String fileId = path.substring(ROOT.length() + 1, path.length() - NAME.length());
        return batches.findByFile(fileId).orElse(null);
    }

    private static void refuse(ServedRequest call, int status, String code, String message) throws IOException {
        call.answer(status, "application/xml", FileSender.error(code, message));
    }
}
