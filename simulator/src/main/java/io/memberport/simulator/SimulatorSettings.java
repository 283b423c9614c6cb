package io.memberport.simulator;

import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator was asked to be; see {@link AlidaSimulator.Builder} for each.
 *
 * @param given the file to serve instead of generated ones; null to generate
 * @param folder where the private folder for temporary files goes; null for the system's place
 */
record SimulatorSettings(
        ExportGenerator.Spec export,
        @Nullable GivenFile given,
        Account account,
        Walk walk,
        Duration tokenLifetime,
        Link link,
        Body body,
        @Nullable Path folder,
        Clock clock) {

    /** A file of the caller. */
    @FunctionalInterface
    interface GivenFile {

        /**
         * Where it lies.
         *
         * @param privateFolder where to put it if it does not lie anywhere yet
         */
        Path place(Path privateFolder) throws IOException;
    }

    /** Who may come in, and to what. */
    record Account(String community, String clientId, String clientSecret, String apiKey) {

        /** Nothing of the content, most of which is secret. */
        @Override
        public String toString() {
            return "Account[***]";
        }
    }

    /** The states a batch goes through. */
    record Walk(
            int pendingLooks,
            int runningLooks,
            String finalStatus,
            @Nullable String errorMessage) {

        /** The status that the look with this number sees, from 0. */
        String statusAt(int look) {
            if (look < pendingLooks) {
                return "pending";
            }
            return look - pendingLooks < runningLooks ? "running" : finalStatus;
        }
    }

    /** How the way to the file is shown, and how long it is open. */
    record Link(Delivery delivery, RedirectHeader header, int status, Duration lifetime, int uses) {}

    /**
     * How the file is sent.
     *
     * @param bytesPerSecond of each response; 0 for no limit
     */
    record Body(boolean chunked, boolean gzipLabelled, boolean ranges, long bytesPerSecond) {}
}
