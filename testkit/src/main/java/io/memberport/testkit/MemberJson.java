package io.memberport.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a member's JSON apart, for fixtures of targets that keep members as documents. Used by one thread, for one
 * document.
 */
public final class MemberJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String json;
    private final JsonParser parser;
    private final List<StoredValue> stored = new ArrayList<>();
    private @Nullable String memberId;

    private MemberJson(String json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /**
     * The values in a member's document.
     *
     * @param json one JSON object, as in {@link io.memberport.model.Member#json()}
     * @throws IOException if it is none, or has no member in it
     */
    public static List<StoredValue> values(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            MemberJson document = new MemberJson(json, parser);
            document.member();
            if (parser.nextToken() != null) {
                throw new IOException("there is more than one document");
            }
            return document.stored;
        }
    }

    /** A variable, as far as it has been read. */
    private static final class Entry {

        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String dataType;
        private @Nullable Boolean sensitive;
        private @Nullable String effectiveDate;
        private final List<Content> values = new ArrayList<>();

        private StoredValue stored(String member, @Nullable Integer position, Content content) {
            return new StoredValue(
                    member, id, name, dataType, sensitive, position, content.id, content.text, effectiveDate);
        }
    }

    /** A value. */
    private record Content(@Nullable String text, @Nullable String id) {}

    private void member() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("this is no JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "memberId" -> memberId = text();
                case "variables" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        entries.add(entry());
                    }
                }
                default -> parser.skipChildren();
            }
        }
        String member = memberId;
        if (member == null) {
            throw new IOException("this member has no id");
        }
        if (entries.isEmpty()) {
            stored.add(StoredValue.ofMember(member));
        }
        entries.forEach(entry -> store(member, entry));
    }

    private void store(String member, Entry entry) {
        if (entry.values.isEmpty()) {
            stored.add(entry.stored(member, null, new Content(null, null)));
        }
        for (int position = 0; position < entry.values.size(); position++) {
            stored.add(entry.stored(member, position, entry.values.get(position)));
        }
    }

    private Entry entry() throws IOException {
        Entry entry = new Entry();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> entry.id = text();
                case "name" -> entry.name = text();
                case "dataType" -> entry.dataType = text();
                case "isSensitive" -> entry.sensitive = parser.getBooleanValue();
                case "effectiveDate" -> entry.effectiveDate = text();
                case "values" -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        entry.values.add(content());
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return entry;
    }

    private Content content() throws IOException {
        String text = null;
        String id = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "value" -> text = text();
                case "id" -> id = text();
                default -> parser.skipChildren();
            }
        }
        return new Content(text, id);
    }

    /** The present value: a string's characters, null for null, the JSON as it stands there of anything else. */
    private @Nullable String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return json.substring(from, (int) parser.currentLocation().getCharOffset());
    }
}
