package io.memberport.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The API: token, create, status and file, everything checked as strictly as the real one may. */
final class ApiServer implements LoopbackServer.Handler {

    private static final String JSON = "application/json";
    private static final List<String> PROFILES = List.of("data", "members", "profiles");

    private final SimulatorSettings settings;
    private final SimulatorSettings.Account account;
    private final Batches batches;
    private final FileServer store;
    private final FileSender transfer;
    private final PlannedFaults faults;
    private final AccessTokens tokens;
    private final ApiDocuments documents = new ApiDocuments();
    private final AtomicLong errors = new AtomicLong();
    private final URI apiUrl;

    /** A request's path, taken apart. */
    private record Route(Resource resource, String method, String community, String id) {}

    ApiServer(
            SimulatorSettings settings,
            Batches batches,
            FileServer store,
            FileSender transfer,
            PlannedFaults faults,
            AccessTokens tokens,
            URI apiUrl) {
        this.settings = settings;
        this.account = settings.account();
        this.batches = batches;
        this.store = store;
        this.transfer = transfer;
        this.faults = faults;
        this.tokens = tokens;
        this.apiUrl = apiUrl;
    }

    @Override
    public void handle(ServedRequest call) throws IOException {
        try {
            Route route = route(call.rawPath());
            call.concerns(route.resource());
            failIfOrdered(call, route.resource());
            requireApiKey(call);
            if (route.resource() != Resource.TOKEN) {
                requireToken(call);
            }
            requireKnown(call, route);
            answer(call, route);
        } catch (UncheckedIOException unwritable) {
            String errorId = settings.export().guid("error", errors.incrementAndGet());
            call.answer(500, JSON, documents.error(500, String.valueOf(unwritable.getMessage()), errorId));
        } catch (ApiRefusal refusal) {
            String errorId = settings.export().guid("error", errors.incrementAndGet());
            call.answer(refusal.status(), JSON, documents.error(refusal.status(), refusal.text(), errorId));
        }
    }

    private void answer(ServedRequest call, Route route) throws IOException {
        switch (route.resource()) {
            case TOKEN -> answerToken(call);
            case CREATE -> answerCreate(call);
            case STATUS -> answerStatus(call, batch(batches.find(route.id())));
            case FILE -> answerFile(call, batch(batches.findByFile(route.id())));
            case OBJECT, UNKNOWN -> throw new ApiRefusal(404, "There is no such resource.");
        }
    }

    private static Route route(String rawPath) {
        List<String> path = Arrays.stream(rawPath.split("/", -1))
                .skip(1)
                .map(ApiServer::decode)
                .toList();
        if (path.equals(List.of("oauth2", "token"))) {
            return new Route(Resource.TOKEN, "POST", "", "");
        }
        boolean inProfiles = path.size() >= 7
                && path.subList(0, 2).equals(List.of("v2", "applications"))
                && path.subList(3, 6).equals(PROFILES);
        if (inProfiles && path.size() == 7 && path.get(6).equals("batch")) {
            return new Route(Resource.CREATE, "POST", path.get(2), "");
        }
        if (inProfiles && path.size() == 8 && path.get(6).equals("batch")) {
            return new Route(Resource.STATUS, "GET", path.get(2), path.get(7));
        }
        if (inProfiles && path.size() == 8 && path.get(6).equals("files")) {
            return new Route(Resource.FILE, "GET", path.get(2), path.get(7));
        }
        return new Route(Resource.UNKNOWN, "GET", "", "");
    }

    private static String decode(String segment) {
        // In a path, unlike in a form, a plus is a plus.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void failIfOrdered(ServedRequest call, Resource resource) {
        Optional<PlannedFaults.Fault> fault = faults.next(resource);
        if (fault.isPresent()) {
            LoopbackServer.setRetryAfter(call, fault.get());
            throw new ApiRefusal(fault.get().status(), "This failure was ordered.");
        }
    }

    private void requireApiKey(ServedRequest call) {
        if (!Signer.same(account.apiKey(), call.header("x-api-key").orElse(""))) {
            throw new ApiRefusal(403, "The header x-api-key is missing or wrong.");
        }
    }

    private void requireToken(ServedRequest call) {
        String authorization = call.header("Authorization").orElse("");
        boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
        if (!bearer
                || !tokens.isGood(authorization.substring("bearer ".length()).trim())) {
            call.setHeader("WWW-Authenticate", "Bearer");
            throw new ApiRefusal(401, "The access token is missing, wrong or expired.");
        }
    }

    private void requireKnown(ServedRequest call, Route route) {
        if (route.resource() == Resource.UNKNOWN) {
            throw new ApiRefusal(404, "There is no such resource.");
        }
        if (route.resource() != Resource.TOKEN && !route.community().equals(account.community())) {
            throw new ApiRefusal(404, "There is no such application.");
        }
        if (!route.method().equals(call.method())) {
            call.setHeader("Allow", route.method());
            throw new ApiRefusal(405, "This resource accepts only " + route.method() + ".");
        }
    }

    private void answerToken(ServedRequest call) throws IOException {
        if (!isClient(call.header("Authorization").orElse(""))) {
            call.setHeader("WWW-Authenticate", "Basic");
            throw new ApiRefusal(401, "The client id or the client secret is missing or wrong.");
        }
        requireType(call, "application/x-www-form-urlencoded");
        String form = new String(call.body(), StandardCharsets.UTF_8);
        if (!Arrays.asList(form.split("&", -1)).contains("grant_type=client_credentials")) {
            throw new ApiRefusal(400, "The form must ask for grant_type=client_credentials.");
        }
        call.setHeader("Cache-Control", "no-store");
        call.answer(200, JSON, documents.token(tokens.issue(), tokens.lifetime()));
    }

    private boolean isClient(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return false;
        }
        String actual;
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring("basic ".length()).trim());
            actual = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        // RFC 6749 wants both encoded as in a form; many clients send them as they are.
        String encoded = URLEncoder.encode(account.clientId(), StandardCharsets.UTF_8)
                + ':'
                + URLEncoder.encode(account.clientSecret(), StandardCharsets.UTF_8);
        return Signer.same(account.clientId() + ':' + account.clientSecret(), actual) || Signer.same(encoded, actual);
    }

    private static void requireType(ServedRequest call, String type) {
        String actual = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!actual.equals(type) && !actual.startsWith(type + ";")) {
            throw new ApiRefusal(400, "The request body must be of type " + type + ".");
        }
    }

    private void answerCreate(ServedRequest call) throws IOException {
        byte[] body = call.body();
        Instant since = null;
        if (body.length > 0) {
            requireType(call, JSON);
            since = documents.readCreation(body);
        }
        Batch batch = batches.create(since);
        call.answer(201, JSON, documents.unfinished(batch, "pending", user()));
    }

    private static Batch batch(Optional<Batch> found) {
        return found.orElseThrow(() -> new ApiRefusal(404, "There is no such batch or file."));
    }

    private void answerStatus(ServedRequest call, Batch batch) throws IOException {
        String status = batch.look(settings.walk());
        Instant now = settings.clock().instant();
        byte[] document =
                switch (status) {
                    case "succeeded" -> {
                        // A client that sees this may download at once.
                        batch.file();
                        yield documents.succeeded(batch, status, user(), now, fileLink(batch));
                    }
                    case "failed" ->
                        documents.failed(
                                batch,
                                status,
                                user(),
                                now,
                                String.valueOf(settings.walk().errorMessage()));
                    default -> documents.unfinished(batch, status, user());
                };
        call.answer(200, JSON, document);
    }

    private String fileLink(Batch batch) {
        String community =
                URLEncoder.encode(account.community(), StandardCharsets.UTF_8).replace("+", "%20");
        return apiUrl + "/v2/applications/" + community + "/data/members/profiles/files/" + batch.fileId();
    }

    private void answerFile(ServedRequest call, Batch batch) throws IOException {
        SimulatorSettings.Link way = settings.link();
        if (way.delivery() == Delivery.DIRECT) {
            transfer.send(call, batch.file());
            return;
        }
        String link = store.link(batch.fileId(), way.delivery() == Delivery.RELATIVE_REDIRECT);
        if (way.header() != RedirectHeader.LOCATIONS) {
            call.setHeader("Location", link);
        }
        if (way.header() != RedirectHeader.LOCATION) {
            call.setHeader("Locations", way.header() == RedirectHeader.CONFLICTING ? store.linkToNothing() : link);
        }
        call.answerEmpty(way.status());
    }

    private String user() {
        return settings.export().guid("user", 0);
    }
}
