package io.memberport.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted does not depend on the version of Jackson, which the program around us chooses. */
class SmallJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"id\"",
                "{\"id\":\"\u00e9\"}",
                "{\"id\":\"\u00c0\u00af\"}",
                "{\"\u00e9\":1}",
                "{\"id\":1}x",
                "{\"id\":1}{}",
                "{\"id\":1,\"id\":2}",
                "{\"id\":NaN}",
                "{id:1}",
                "{\"id\":1 /* x */}",
                "{\"id\":\"\t\"}",
            })
    void findsNoObjectInWhatIsNotStrictJson(String bytes) {
        assertNull(SmallJson.objectIn(bytes.getBytes(ISO_8859_1)));
    }

    @Test
    void findsNoObjectInWhatIsNestedWithoutEnd() {
        assertNull(SmallJson.objectIn("{\"a\":".repeat(100_000).getBytes(UTF_8)));
    }

    @Test
    void readsWhatItWrites() {
        var object = SmallJson.objectIn(
                SmallJson.objectOf(Map.of("message", "K\u00f6ln \"\u65e5\"")).getBytes(UTF_8));

        assertNotNull(object);
        assertEquals("K\u00f6ln \"\u65e5\"", SmallJson.textOrNull(object, "message"));
    }
}
