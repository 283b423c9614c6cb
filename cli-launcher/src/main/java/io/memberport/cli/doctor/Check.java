package io.memberport.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.Json;
import io.memberport.port.LastCommit;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at, and how it is.
 *
 * @param name what kind of thing
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

    /** The same of a target that holds something. */
    Check holding(@Nullable LastCommit commit) {
        return new Check(name, subject, outcome, detail, commit, failure);
    }

    void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        Json.string(json, "subject", subject);
        json.writeStringField("outcome", outcome.word());
        json.writeStringField("detail", detail);
        writeLastCommit(json);
        if (failure != null) {
            json.writeFieldName("error");
            failure.json(json);
        }
        json.writeEndObject();
    }

    private void writeLastCommit(JsonGenerator json) throws IOException {
        if (lastCommit == null) {
            json.writeNullField("lastCommit");
            return;
        }
        json.writeObjectFieldStart("lastCommit");
        Json.string(json, "batchId", lastCommit.batchId());
        Json.string(json, "exportDate", lastCommit.exportDate());
        Json.string(json, "lastSyncDate", lastCommit.lastSyncDate());
        json.writeStringField("contentSha256", lastCommit.contentSha256());
        json.writeEndObject();
    }
}
