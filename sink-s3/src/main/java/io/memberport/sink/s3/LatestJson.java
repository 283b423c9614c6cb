package io.memberport.sink.s3;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.CommunityState.Claim;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code _latest.json}. Fields that it does not know are ignored; a document that is not what it should be is
 * a failure, for whoever took it for an empty one would forget what is there.
 */
final class LatestJson {

    static final int FORMAT_VERSION = 1;

    /** Tens of thousands of exports. */
    static final int LARGEST_BYTES = 16 << 20;

    /** What a commit may make of it, so that the claims of runs still find room. */
    static final int LARGEST_COMMIT_BYTES = 15 << 20;

    private LatestJson() {}

    static byte[] write(Latest latest) {
        return PrettyJson.of(json -> {
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeObjectFieldStart("communities");
            for (String community : new TreeMap<>(latest.communities()).keySet()) {
                json.writeObjectFieldStart(community);
                writeState(latest.of(community), json);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private static void writeState(CommunityState state, JsonGenerator json) throws IOException {
        writeExports("exports", state.exports(), json);
        Claim claim = state.claim();
        if (claim != null) {
            json.writeObjectFieldStart("underWay");
            writeClaim(claim, json);
            json.writeArrayFieldStart("former");
            for (Claim former : claim.former()) {
                json.writeStartObject();
                writeClaim(former, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        writeExports("superseded", state.superseded(), json);
    }

    private static void writeExports(String name, List<CommittedExport> exports, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (CommittedExport export : exports) {
            writeExport(export, json);
        }
        json.writeEndArray();
    }

    private static void writeClaim(Claim claim, JsonGenerator json) throws IOException {
        json.writeStringField("run", claim.run());
        json.writeStringField("folder", claim.folder());
    }

    private static void writeExport(CommittedExport export, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("manifest", new ExportFolder(export.folder()).manifest(export.run()));
        json.writeStringField("folder", export.folder());
        json.writeBooleanField("full", export.isFull());
        json.writeStringField("format", export.format());
        json.writeStringField("layout", export.layout());
        json.writeStringField("compression", export.compression());
        json.writeStringField("batchId", export.batchId());
        json.writeStringField("contentSha256", export.contentSha256());
        json.writeStringField("sinceDatetime", PrettyJson.text(export.sinceDatetime()));
        json.writeStringField("exportDate", PrettyJson.text(export.exportDate()));
        json.writeStringField("lastSyncDate", PrettyJson.text(export.lastSyncDate()));
        json.writeNumberField("members", export.members());
        json.writeNumberField("rows", export.rows());
        json.writeNumberField("files", export.files());
        json.writeNumberField("bytes", export.bytes());
        json.writeStringField("run", export.run());
        json.writeEndObject();
    }

    /**
     * Reads.
     *
     * @throws MemberportException if it is not such a document
     */
    static Latest read(byte[] bytes, S3Target target) {
        try (JsonParser json = JsonFields.parser(bytes)) {
            return document(json);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The object " + target + Latest.KEY + " is not what this version of Memberport writes. If a newer"
                            + " version wrote it, use that one; if it was damaged, restore it, or move it away, and the"
                            + " next export is a full one.");
        }
    }

    private static Latest document(JsonParser json) throws IOException {
        Map<String, CommunityState> communities = new HashMap<>();
        boolean known = false;
        JsonFields.require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("formatVersion")) {
                known = value == JsonToken.VALUE_NUMBER_INT && json.getLongValue() == FORMAT_VERSION;
            } else if (name.equals("communities")) {
                JsonFields.require(value == JsonToken.START_OBJECT);
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    communities.put(json.currentName(), state(json));
                }
            } else {
                json.skipChildren();
            }
        }
        JsonFields.require(known && json.nextToken() == null);
        return new Latest(communities);
    }

    private static CommunityState state(JsonParser json) throws IOException {
        List<CommittedExport> exports = List.of();
        List<CommittedExport> superseded = List.of();
        @Nullable Claim claim = null;
        JsonFields.require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("exports")) {
                JsonFields.require(value == JsonToken.START_ARRAY);
                exports = exports(json);
            } else if (name.equals("superseded")) {
                JsonFields.require(value == JsonToken.START_ARRAY);
                superseded = exports(json);
            } else if (name.equals("underWay")) {
                JsonFields.require(value == JsonToken.START_OBJECT);
                claim = claim(json);
            } else {
                json.skipChildren();
            }
        }
        return new CommunityState(exports, superseded, claim);
    }

    /** Reads the object that the parser has entered. */
    private static Claim claim(JsonParser json) throws IOException {
        List<Claim> former = new ArrayList<>();
        JsonFields fields = JsonFields.read(json, "former", () -> {
            JsonFields.require(json.currentToken() == JsonToken.START_OBJECT);
            former.add(claim(json));
        });
        return new Claim(fields.text("run"), fields.text("folder"), former);
    }

    private static List<CommittedExport> exports(JsonParser json) throws IOException {
        List<CommittedExport> exports = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json.currentToken() == JsonToken.START_OBJECT);
            exports.add(export(json));
        }
        return exports;
    }

    private static CommittedExport export(JsonParser json) throws IOException {
        JsonFields fields = JsonFields.read(json);
        return new CommittedExport(
                fields.text("folder"),
                fields.text("run"),
                fields.text("format"),
                fields.text("layout"),
                fields.text("compression"),
                fields.textIfThere("batchId"),
                fields.text("contentSha256"),
                fields.instant("sinceDatetime"),
                fields.instant("exportDate"),
                fields.instant("lastSyncDate"),
                fields.number("members"),
                fields.number("rows"),
                fields.number("files"),
                fields.number("bytes"));
    }
}
