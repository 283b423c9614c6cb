package io.memberport.encoding.json;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.util.List;

/** Several values as one text: a JSON array, each of them as it was sent. Used by one thread at a time. */
public final class JsonArray {

    private final RowBuffer buffer = new RowBuffer(256);

    /** Makes one. */
    public Text of(List<Value> values) {
        buffer.clear();
        JsonText.appendArray(values, buffer);
        byte[] json = buffer.toByteArray(0);
        return Text.wrap(json, 0, json.length);
    }
}
