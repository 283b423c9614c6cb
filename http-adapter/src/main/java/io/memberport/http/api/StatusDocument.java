package io.memberport.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memberport.http.wire.Link;
import io.memberport.http.wire.Secrets;
import io.memberport.http.wire.SmallJson;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.model.UtcDateTime;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the status document of a batch, whose every field but id and status may be absent or null. */
public final class StatusDocument {

    private static final int LONGEST_ID = 200;

    private final ObjectNode document;
    private final Link foundAt;
    private final Secrets secrets;

    private StatusDocument(ObjectNode document, Link foundAt, Secrets secrets) {
        this.document = document;
        this.foundAt = foundAt;
        this.secrets = secrets;
    }

    /**
     * Reads a document.
     *
     * @param foundAt where it was found, for links relative to it
     * @param ifStatusIsMissing what a missing status means; null if there must be one
     * @throws Unreadable with a reason that may be shown
     */
    public static ExportBatch read(byte[] body, Link foundAt, @Nullable BatchStatus ifStatusIsMissing, Secrets secrets)
            throws Unreadable {
        ObjectNode document = SmallJson.objectIn(body);
        if (document == null) {
            throw new Unreadable("it is not a JSON object");
        }
        return new StatusDocument(document, foundAt, secrets).batch(ifStatusIsMissing);
    }

    private ExportBatch batch(@Nullable BatchStatus ifStatusIsMissing) throws Unreadable {
        String errorMessage = text(document, "errorMessage");
        return new ExportBatch(
                id(),
                status(ifStatusIsMissing),
                instant("createDate"),
                text(document, "createdBy"),
                instant("lastUpdateDate"),
                text(document, "lastUpdatedBy"),
                artifact(),
                errorMessage == null ? null : secrets.clean(errorMessage, 1000),
                dataLink());
    }

    private String id() throws Unreadable {
        String id = text(document, "id");
        if (id == null) {
            id = text(document, "batchId");
        }
        if (id == null || id.isBlank()) {
            throw new Unreadable("it has no id");
        }
        if (id.length() > LONGEST_ID || id.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
            throw new Unreadable("its id is too long or not printable ASCII");
        }
        return id;
    }

    private BatchStatus status(@Nullable BatchStatus ifMissing) throws Unreadable {
        String status = text(document, "status");
        if (status == null) {
            if (ifMissing == null) {
                throw new Unreadable("it has no status");
            }
            return ifMissing;
        }
        return switch (status) {
            case "pending" -> BatchStatus.PENDING;
            case "running" -> BatchStatus.RUNNING;
            case "succeeded" -> BatchStatus.SUCCEEDED;
            case "failed" -> BatchStatus.FAILED;
            default ->
                throw new Unreadable("its status \"" + secrets.clean(status, 40)
                        + "\" is not pending, running, succeeded or failed");
        };
    }

    private @Nullable String artifact() throws Unreadable {
        JsonNode message = document.get("message");
        // A text in its place names no file, but is no reason to overlook that the export has failed, say.
        if (message == null || message.isNull() || message.isTextual()) {
            return null;
        }
        if (!(message instanceof ObjectNode object)) {
            throw new Unreadable("its message is not an object");
        }
        String artifact = text(object, "artifact");
        return artifact == null || artifact.isBlank() ? null : artifact;
    }

    /** Null also for what is no date-time: dates are for people to look at, and decide nothing. */
    private @Nullable Instant instant(String field) {
        String text = document.path(field).textValue();
        return text == null ? null : UtcDateTime.parse(text);
    }

    private @Nullable URI dataLink() throws Unreadable {
        String data = text(document, "data");
        if (data == null || data.isBlank()) {
            return null;
        }
        if (!data.chars().allMatch(c -> c < 0x80)) {
            throw new Unreadable("its data is a link with unencoded characters");
        }
        try {
            Link link = foundAt.resolve(data.strip());
            return new URI(link.origin() + link.target());
        } catch (IllegalArgumentException invalid) {
            throw new Unreadable("its data is not a link that can be followed: " + invalid.getMessage());
        } catch (URISyntaxException invalid) {
            throw new Unreadable("its data is not a valid link");
        }
    }

    private static @Nullable String text(ObjectNode object, String field) throws Unreadable {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new Unreadable("its " + field + " is not text");
        }
        return value.textValue();
    }

    /** A document that cannot be read; the message completes "the answer cannot be understood, …". */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
