package io.memberport.cli.log;

import io.memberport.cli.result.JsonObject;
import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** A line for programs that collect logs: an object that has only the fields that are known. */
final class JsonLine {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final JsonObject fields = new JsonObject();

    private JsonLine(Level level, String source, String name, String message) {
        with("time", TIME.format(Instant.now()))
                .with("level", level.name().toLowerCase(Locale.ROOT))
                .with(source, name)
                .with("message", message);
        RunContext.current()
                .ifPresent(run -> with("runId", run.runId())
                        .with("job", run.job().orElse(null))
                        .with("batchId", run.batchId().orElse(null)));
    }

    /** Something that happens to the command. */
    static JsonLine event(Level level, String event, String message) {
        return new JsonLine(level, "event", event, message);
    }

    /** A line of a logger. */
    static JsonLine log(Level level, String logger, String message) {
        return new JsonLine(level, "logger", logger, message);
    }

    /** Adds a field, unless it is not known. */
    JsonLine with(String name, @Nullable Object value) {
        if (value != null) {
            fields.with(name, value);
        }
        return this;
    }

    /** Adds all that is known. */
    JsonLine with(JsonObject object) {
        object.forEach(this::with);
        return this;
    }

    /** Adds where something was thrown. */
    JsonLine with(Throwable thrown) {
        return with("stackTrace", String.join("\n", StackTraces.of(thrown)));
    }

    /** In one piece, so that other threads do not print in between. */
    void print(PrintStream out) {
        out.print(fields.text() + "\n");
    }
}
