package io.memberport.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
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

    /** Empty if something else has written them. */
    static Optional<StartedExport> in(Properties properties) {
        try {
            String since = properties.getProperty("since", "");
            return Optional.of(new StartedExport(
                    properties.getProperty("batch-id", ""),
                    since.isEmpty() ? null : Instant.parse(since),
                    Instant.parse(properties.getProperty("started-at", ""))));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
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
