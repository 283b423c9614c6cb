package io.memberport.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An export that a run has started. Nothing in it is secret.
 *
 * @param since what it starts from; null for a full one
 * @param startedAt by the clock of this machine
 */
record StartedExport(String batchId, @Nullable Instant since, Instant startedAt) {

    StartedExport {
        if (batchId.isEmpty()) {
            throw new IllegalArgumentException("an export has an id");
        }
    }

    /**
     * As it was written down.
     *
     * @throws IllegalArgumentException if it was not
     */
    static StartedExport of(Properties properties) {
        String since = PrivateProperties.require(properties, "since");
        return new StartedExport(
                PrivateProperties.require(properties, "batch-id"),
                since.isEmpty() ? null : instant(since),
                instant(PrivateProperties.require(properties, "started-at")));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("not an instant", none);
        }
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("batch-id", batchId);
        properties.setProperty("since", since == null ? "" : since.toString());
        properties.setProperty("started-at", startedAt.toString());
        return properties;
    }
}
