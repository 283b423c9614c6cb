package io.memberport.testing.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A Chromium without a window, spoken to by its DevTools protocol over pipes. It can find no host by its name, so nothing leaves this
 * machine. Who uses it brings Jackson Databind.
 */
public final class Browser implements AutoCloseable {

    /** The width of the narrowest screen that pages are made for. */
    public static final int PHONE = 360;

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final InputStream in;
    private final List<JsonNode> events = new ArrayList<>();
    private final String session;
    private int last;

    private Browser(Process process) throws IOException {
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream());
        JsonNode target = send("", "Target.createTarget", Map.of("url", "about:blank"));
        this.session = send(
                        "",
                        "Target.attachToTarget",
                        Map.of("targetId", target.path("targetId").asText(), "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /**
     * Starts it for tests of the thorough build. Elsewhere, and where there is no Chromium, the test is skipped and says why.
     *
     * @param profile an empty directory for the browser's own files
     */
    public static Browser start(Path profile) throws IOException {
        if (!Boolean.getBoolean("memberport.thorough")) {
            throw new TestAbortedException("Only in the thorough build.");
        }
        Path program = PROGRAMS.stream()
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("There is no Chromium on this machine."));
        // The shell gives it the two pipes by the numbers that it expects.
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", program.toString()));
        command.addAll(Arrays.asList(
                "--headless",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + profile));
        return new Browser(new ProcessBuilder(command).start());
    }

    /** Calls a method of the page. */
    public JsonNode send(String method, Map<String, ?> parameters) throws IOException {
        return send(session, method, parameters);
    }

    private JsonNode send(String to, String method, Map<String, ?> parameters) throws IOException {
        last++;
        process.getOutputStream()
                .write(JSON.writeValueAsBytes(
                        to.isEmpty()
                                ? Map.of("id", last, "method", method, "params", parameters)
                                : Map.of("id", last, "method", method, "params", parameters, "sessionId", to)));
        process.getOutputStream().write(0);
        process.getOutputStream().flush();
        JsonNode message = next();
        while (message.path("id").asInt() != last) {
            message = next();
        }
        if (message.has("error")) {
            throw new IOException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    /** Sets the size of the screen in CSS pixels; a narrow one is a phone's. */
    public void screen(int width, int height) throws IOException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width <= PHONE));
    }

    /**
     * Sets what style sheets ask for.
     *
     * @param kind {@code screen} or {@code print}
     * @param scheme {@code light} or {@code dark}
     */
    public void media(String kind, String scheme) throws IOException {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("media", kind, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Opens a page and waits until it has been loaded; what happens meanwhile is in the events. */
    public void open(Path page) throws IOException {
        events.clear();
        send("Page.navigate", Map.of("url", page.toUri().toString()));
        await("Page.loadEventFired");
    }

    /** Waits until something has happened since the page was opened. */
    public void await(String event) throws IOException {
        while (events.stream().noneMatch(one -> one.path("method").asText().equals(event))) {
            next();
        }
    }

    /** What an expression of JavaScript gives, once a promise is kept. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Presses and releases a key. */
    public void press(String key) throws IOException {
        String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
        send("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** What the page has reported as an error since it was opened, and what it has requested from elsewhere. */
    public List<String> complaints() {
        return events.stream().flatMap(Browser::complaint).toList();
    }

    private static Stream<String> complaint(JsonNode event) {
        JsonNode details = event.path("params");
        return switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" -> Stream.of(details.toString());
            case "Runtime.consoleAPICalled" ->
                details.path("type").asText().equals("error") ? Stream.of(details.toString()) : Stream.empty();
            case "Log.entryAdded" ->
                details.path("entry").path("level").asText().equals("error")
                        ? Stream.of(details.toString())
                        : Stream.empty();
            case "Network.requestWillBeSent" ->
                Stream.of(details.path("request").path("url").asText()).filter(url -> !url.matches("(file|data):.*"));
            default -> Stream.empty();
        };
    }

    /** The next message, which ends with a zero. */
    private JsonNode next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new IOException("the browser has ended");
            }
            message.write(b);
        }
        JsonNode parsed = JSON.readTree(message.toByteArray());
        if (parsed.has("method")) {
            events.add(parsed);
        }
        return parsed;
    }

    @Override
    public void close() throws IOException {
        try {
            send("", "Browser.close", Map.of());
        } finally {
            process.onExit()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
        }
    }
}
