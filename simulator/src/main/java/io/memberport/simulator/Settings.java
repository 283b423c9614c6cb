package io.memberport.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a simulator was asked to be; see {@link AlidaSimulator.Builder} for each. */
record Settings(
        ExportGenerator.Spec export,
        @Nullable Path file,
        String community,
        String clientId,
        String clientSecret,
        String apiKey,
        int apiPort,
        int storePort,
        int pendingLooks,
        int runningLooks,
        String finalStatus,
        @Nullable String errorMessage,
        Duration tokenLifetime,
        Duration linkLifetime,
        int linkUses,
        Delivery delivery,
        RedirectHeader redirectHeader,
        int redirectStatus,
        boolean chunked,
        boolean gzipLabelled,
        boolean ranges,
        @Nullable Path spoolDirectory,
        Clock clock) {

    /** Nothing of the content, some of which is secret. */
    @Override
    public String toString() {
        return "Settings[***]";
    }
}
