package io.memberport.profile.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;

/** Reads the version of a schema. It is the first field of a document, so another version is refused before anything else is read. */
final class KnownSchema extends StdScalarDeserializer<Integer> {

    private static final long serialVersionUID = 1L;

    KnownSchema() {
        super(int.class);
    }

    @Override
    public Integer deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return context.reportInputMismatch(this, "not a whole number");
        }
        int version = json.getIntValue();
        if (version != ProfileDocument.SCHEMA_VERSION) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The earlier profile has the schemaVersion " + version + ", and this version knows "
                            + ProfileDocument.SCHEMA_VERSION + ". Make it again with this version.");
        }
        return version;
    }

    @Override
    public Integer getNullValue(DeserializationContext context) throws JsonMappingException {
        return context.reportInputMismatch(this, "no version");
    }
}
