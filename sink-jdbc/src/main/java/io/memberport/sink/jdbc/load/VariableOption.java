package io.memberport.sink.jdbc.load;

import io.memberport.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a value id stands for.
 *
 * @param label null if the export has none for it
 */
public record VariableOption(Key key, @Nullable Text label) {

    /** An id tells options of one variable from each other. */
    public record Key(String variableId, Text valueId) {}
}
