package io.memberport.http.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small JSON documents of the API. What Jackson says of a bad one is dropped, because it quotes it. The UTF-8 is checked
 * here: what Jackson accepts as such differs from version to version.
 */
public final class SmallJson {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SmallJson() {}

    /** The object that the bytes hold; null if they hold anything else. */
    public static @Nullable ObjectNode objectIn(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** An object with these fields. */
    public static String objectOf(Map<String, String> fields) {
        ObjectNode object = MAPPER.createObjectNode();
        fields.forEach(object::put);
        return object.toString();
    }

    /** The text of a field; null if it is absent, null or no text. */
    public static @Nullable String textOrNull(ObjectNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
