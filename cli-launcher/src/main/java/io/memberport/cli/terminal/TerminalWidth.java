package io.memberport.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many columns the terminal of this process has at the moment. Java does not know; {@code stty} does, and is asked at
 * first and after the terminal has said that its size has changed.
 */
public final class TerminalWidth implements IntSupplier {

    /** Of a terminal that does not say. */
    static final int USUAL = 80;

    private static final File TERMINAL = new File("/dev/tty");
    private static final long PATIENCE_SECONDS = 2;

    private final Map<String, String> environment;
    private volatile boolean isKnown;
    private boolean isWatched;
    private int columns = USUAL;

    /** That of this process, which is watched once it has been asked for. */
    public TerminalWidth(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public int getAsInt() {
        if (!isWatched) {
            isWatched = true;
            watch();
        }
        if (!isKnown) {
            isKnown = true;
            columns = told().orElseGet(() ->
                    positive(environment.getOrDefault("COLUMNS", "")).orElse(USUAL));
        }
        return columns;
    }

    private static OptionalInt told() {
        if (!TERMINAL.canRead()) {
            return OptionalInt.empty();
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                boolean hasEnded = stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return hasEnded
                        ? columnsIn(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        : OptionalInt.empty();
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException noSuchProgram) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** The second of the two numbers that {@code stty size} prints: rows and columns, 0 if they are not known. */
    static OptionalInt columnsIn(String size) {
        String[] numbers = size.strip().split(" ", -1);
        return numbers.length == 2 ? positive(numbers[1]) : OptionalInt.empty();
    }

    private static OptionalInt positive(String number) {
        try {
            int columns = Integer.parseInt(number);
            return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalInt.empty();
        }
    }

    /** By reflection, because the compiler warns of these classes, though every Java has them. */
    private void watch() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object forget = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        isKnown = false;
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), forget);
        } catch (ReflectiveOperationException | IllegalArgumentException noSuchSignal) {
            // As on Windows. The width stays what it was at first.
        }
    }
}
