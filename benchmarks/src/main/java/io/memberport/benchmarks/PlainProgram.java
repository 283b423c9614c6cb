package io.memberport.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick: what an engineer writes in an hour to get an export into a long CSV file, with the same two well-kept
 * libraries and one thread. It streams, makes a string of everything, checks nothing, and replaces the file as it goes.
 */
public final class PlainProgram {

    private static final int BUFFER_BYTES = 1 << 16;

    private final JsonParser parser;
    private final CsvWriter csv;

    private PlainProgram(JsonParser parser, CsvWriter csv) {
        this.parser = parser;
        this.csv = csv;
    }

    /** Arguments: the export file and the CSV file. */
    public static void main(String[] args) throws IOException {
        JsonFactory factory = new JsonFactory();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(args[0])), BUFFER_BYTES);
                JsonParser parser = factory.createParser(in);
                CsvWriter csv = CsvWriter.builder()
                        .quoteStrategy(QuoteStrategies.EMPTY)
                        .lineDelimiter(LineDelimiter.CRLF)
                        .bufferSize(BUFFER_BYTES)
                        .build(Path.of(args[1]))) {
            new PlainProgram(parser, csv).run();
        }
    }

    private void run() throws IOException {
        csv.writeRecord(
                "member_id",
                "variable_id",
                "variable_name",
                "data_type",
                "is_sensitive",
                "position",
                "value_id",
                "value",
                "effective_date");
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("members")) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    member();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void member() throws IOException {
        String memberId = null;
        boolean any = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "memberId" -> memberId = parser.getText();
                case "variables" -> {
                    while (token == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT) {
                        any = true;
                        variable(memberId);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (!any) {
            csv.writeRecord(memberId, null, null, null, null, null, null, null, null);
        }
    }

    private record Value(@Nullable String value, @Nullable String id) {}

    private void variable(@Nullable String memberId) throws IOException {
        String id = null;
        String name = null;
        String dataType = null;
        String sensitive = null;
        String effectiveDate = null;
        List<Value> values = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "id" -> id = parser.getText();
                case "name" -> name = parser.getText();
                case "dataType" -> dataType = parser.getText();
                case "isSensitive" -> sensitive = parser.getText();
                case "effectiveDate" -> effectiveDate = textOrNull(token);
                case "values" -> {
                    while (token == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT) {
                        values.add(value());
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (values.isEmpty()) {
            csv.writeRecord(memberId, id, name, dataType, sensitive, null, null, null, effectiveDate);
        }
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            csv.writeRecord(
                    memberId,
                    id,
                    name,
                    dataType,
                    sensitive,
                    Integer.toString(i),
                    value.id(),
                    value.value(),
                    effectiveDate);
        }
    }

    private Value value() throws IOException {
        String value = null;
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (field) {
                case "value" -> value = textOrNull(token);
                case "id" -> id = textOrNull(token);
                default -> parser.skipChildren();
            }
        }
        return new Value(value, id);
    }

    private @Nullable String textOrNull(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
