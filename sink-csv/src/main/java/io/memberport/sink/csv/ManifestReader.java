package io.memberport.sink.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.memberport.encoding.CsvDialect;
import io.memberport.encoding.WideColumn;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import io.memberport.sink.csv.CsvMemberSink.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ManifestWriter} writes. Ignores fields it does not know; refuses everything else that is unlike it,
 * for a manifest that cannot be trusted is no manifest.
 */
final class ManifestReader {

    /** Far beyond a hundred thousand wide columns with ordinary names. */
    static final long LARGEST_BYTES = 64L * 1024 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LARGEST_BYTES)
                    .maxNestingDepth(50)
                    .build())
            .build();

    /** Not a manifest of this version. The message shows nothing of what was read instead. */
    static final class UnreadableManifestException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableManifestException(String message) {
            super(message);
        }
    }

    private final Map<String, @Nullable Object> fields = new HashMap<>();
    private final List<WideColumn> columns = new ArrayList<>();

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @throws UnreadableManifestException if it is not one, or the file cannot be read
     */
    static Manifest read(InputStream in) throws UnreadableManifestException {
        try (JsonParser json = JSON.createParser(in)) {
            ManifestReader reader = new ManifestReader();
            reader.readDocument(json);
            return reader.manifest();
        } catch (IOException | DateTimeException | MemberportException | IllegalArgumentException e) {
            // Messages of these can quote the content, so they go no further.
            throw new UnreadableManifestException("it is not a manifest of this version");
        }
    }

    private void readDocument(JsonParser json) throws IOException, UnreadableManifestException {
        require(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("columns") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    require(json.currentToken() == JsonToken.START_OBJECT, "a column is not an object");
                    columns.add(column(scalars(json)));
                }
            } else if (value == JsonToken.START_OBJECT) {
                fields.put(name, scalars(json));
            } else {
                fields.put(name, scalar(json));
            }
        }
        require(json.nextToken() == null, "something follows the document");
    }

    /** The fields of the object the parser has entered, those that hold objects and arrays left out. */
    private static Map<String, @Nullable Object> scalars(JsonParser json) throws IOException {
        Map<String, @Nullable Object> scalars = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            scalars.put(name, scalar(json));
        }
        return scalars;
    }

    private static @Nullable Object scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private Manifest manifest() throws UnreadableManifestException {
        require(number(fields, "formatVersion") == ManifestWriter.FORMAT_VERSION, "written by a newer version");
        return new Manifest(text(fields, "community"), export(), number(fields, "rows"), format(), file(), columns);
    }

    private ExportMetadata export() throws UnreadableManifestException {
        return new ExportMetadata(
                optionalText(fields, "batchId"),
                optionalInstant("sinceDatetime"),
                optionalInstant("exportDate"),
                optionalInstant("lastSyncDate"),
                text(fields, "contentSha256"),
                number(fields, "contentBytes"),
                number(fields, "members"),
                number(fields, "values"),
                number(fields, "unrecognisedFields"));
    }

    private CsvFormat format() throws UnreadableManifestException {
        String delimiter = text(fields, "delimiter");
        require(delimiter.length() == 1, "the delimiter is not one character");
        return new CsvFormat(
                Layout.valueOf(text(fields, "layout").toUpperCase(Locale.ROOT)),
                new CsvDialect(delimiter.charAt(0), Boolean.TRUE.equals(fields.get("formulaGuard"))),
                Boolean.TRUE.equals(fields.get("byteOrderMark")),
                Compression.valueOf(text(fields, "compression").toUpperCase(Locale.ROOT)));
    }

    private Manifest.DataFile file() throws UnreadableManifestException {
        if (!(fields.get("file") instanceof Map<?, ?> file)) {
            throw new UnreadableManifestException("no file");
        }
        return new Manifest.DataFile(
                text(file, "name"),
                number(file, "sizeBytes"),
                text(file, "crc32c"),
                Instant.parse(text(file, "lastModified")));
    }

    private static WideColumn column(Map<?, ?> column) throws UnreadableManifestException {
        return new WideColumn(
                text(column, "variableId"),
                text(column, "column"),
                optionalText(column, "variableName"),
                optionalText(column, "dataType"),
                sensitivity(column.get("isSensitive")),
                Boolean.TRUE.equals(column.get("retired")));
    }

    private static Sensitivity sensitivity(@Nullable Object isSensitive) {
        if (isSensitive == null) {
            return Sensitivity.UNSTATED;
        }
        return Boolean.FALSE.equals(isSensitive) ? Sensitivity.NOT_SENSITIVE : Sensitivity.SENSITIVE;
    }

    private @Nullable Instant optionalInstant(String name) throws UnreadableManifestException {
        String text = optionalText(fields, name);
        return text == null ? null : Instant.parse(text);
    }

    private static String text(Map<?, ?> object, String name) throws UnreadableManifestException {
        String text = optionalText(object, name);
        if (text == null) {
            throw new UnreadableManifestException("no " + name);
        }
        return text;
    }

    private static @Nullable String optionalText(Map<?, ?> object, String name) throws UnreadableManifestException {
        Object value = object.get(name);
        require(value == null || value instanceof String, name + " is not a string");
        return (String) value;
    }

    private static long number(Map<?, ?> object, String name) throws UnreadableManifestException {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw new UnreadableManifestException(name + " is not a number");
    }

    private static void require(boolean condition, String otherwise) throws UnreadableManifestException {
        if (!condition) {
            throw new UnreadableManifestException(otherwise);
        }
    }
}
