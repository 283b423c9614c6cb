package io.memberport.cli.doctor;

import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.port.LastCommit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at, and how it is.
 *
 * @param name what was looked at, {@code access-token} for example
 * @param subject which one; null if there is one only
 * @param detail what was found, or why nothing was looked for; the message of the failure if there is one
 * @param lastCommit what a target holds; null if it holds nothing, or is no target
 * @param failure null if it has not failed
 */
record Check(
        String name,
        @Nullable String subject,
        Outcome outcome,
        String detail,
        @Nullable LastCommit lastCommit,
        @Nullable Failure failure) {

    /** How a thing is. */
    enum Outcome {
        OK,
        /** Nothing that keeps a run from working, as far as can be told, but worth a look. */
        WARNING,
        FAILED,
        SKIPPED;

        /** How results name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, @Nullable String subject, String detail) {
        return new Check(name, subject, Outcome.OK, detail, null, null);
    }

    static Check warning(String name, @Nullable String subject, String detail) {
        return new Check(name, subject, Outcome.WARNING, detail, null, null);
    }

    static Check skipped(String name, @Nullable String subject, String detail) {
        return new Check(name, subject, Outcome.SKIPPED, detail, null, null);
    }

    static Check failed(String name, @Nullable String subject, Failure failure) {
        return new Check(name, subject, Outcome.FAILED, failure.message(), null, failure);
    }

    /** This check, of a target that holds this commit. */
    Check holding(@Nullable LastCommit commit) {
        return new Check(name, subject, outcome, detail, commit, failure);
    }

    JsonObject json() {
        JsonObject json = new JsonObject()
                .with("name", name)
                .with("subject", subject)
                .with("outcome", outcome.word())
                .with("detail", detail)
                .with("lastCommit", lastCommit == null ? null : json(lastCommit));
        return failure == null ? json : json.with("error", failure.json());
    }

    private static JsonObject json(LastCommit commit) {
        return new JsonObject()
                .with("batchId", commit.batchId())
                .with("exportDate", commit.exportDate())
                .with("lastSyncDate", commit.lastSyncDate())
                .with("contentSha256", commit.contentSha256());
    }
}
