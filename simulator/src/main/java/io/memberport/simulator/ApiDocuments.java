package io.memberport.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The small JSON documents of the API. Safe for use by several threads. */
final class ApiDocuments {

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    byte[] token(String accessToken, Duration lifetime) {
        return object(json -> {
            json.writeStringField("access_token", accessToken);
            json.writeNumberField("expires_in", lifetime.toSeconds());
            json.writeStringField("token_type", "Bearer");
        });
    }

    byte[] error(int status, String message, String errorId) {
        return object(json -> {
            json.writeNumberField("status", status);
            json.writeStringField("message", message);
            json.writeNullField("developerMessage");
            json.writeStringField("errorId", errorId);
        });
    }

    /** The status of a batch whose export has not ended. */
    byte[] unfinished(Batch batch, String status, String user) {
        return object(json -> {
            writeCreation(json, batch, status, user);
            json.writeNullField("lastUpdateDate");
            json.writeNullField("message");
        });
    }

    byte[] succeeded(Batch batch, String status, String user, Instant lastUpdate, String link) {
        return object(json -> {
            writeCreation(json, batch, status, user);
            json.writeStringField("lastUpdateDate", lastUpdate.toString());
            json.writeStringField("lastUpdatedBy", user);
            json.writeObjectFieldStart("message");
            json.writeStringField("artifact", batch.fileId());
            json.writeEndObject();
            json.writeNullField("errorMessage");
            json.writeStringField("data", link);
        });
    }

    byte[] failed(Batch batch, String status, String user, Instant lastUpdate, String errorMessage) {
        return object(json -> {
            writeCreation(json, batch, status, user);
            json.writeStringField("lastUpdateDate", lastUpdate.toString());
            json.writeStringField("lastUpdatedBy", user);
            json.writeStringField("errorMessage", errorMessage);
        });
    }

    private static void writeCreation(JsonGenerator json, Batch batch, String status, String user) throws IOException {
        json.writeStringField("id", batch.id());
        json.writeStringField("status", status);
        json.writeStringField("createDate", batch.createDate().toString());
        json.writeStringField("createdBy", user);
    }

    /**
     * Reads the request for an export.
     *
     * @return the {@code sinceDatetime}; null for a full export
     * @throws ApiRefusal if it is anything else than such a request
     */
    @Nullable Instant readCreation(byte[] body) {
        try (JsonParser json = factory.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ApiRefusal(400, "The request body must be a JSON object.");
            }
            Instant since = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (!json.currentName().equals("sinceDatetime")) {
                    throw new ApiRefusal(400, "The request body has a field other than sinceDatetime.");
                }
                since = readInstant(json);
            }
            if (json.nextToken() != null) {
                throw new ApiRefusal(400, "The request body continues after its JSON object.");
            }
            return since;
        } catch (IOException e) {
            throw new ApiRefusal(400, "The request body is not valid JSON.");
        }
    }

    private static @Nullable Instant readInstant(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            if (token == JsonToken.VALUE_STRING) {
                return Instant.parse(json.getText());
            }
        } catch (DateTimeParseException e) {
            throw new ApiRefusal(400, "sinceDatetime is not an ISO 8601 date-time in UTC.");
        }
        throw new ApiRefusal(400, "sinceDatetime must be a string.");
    }

    private byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
