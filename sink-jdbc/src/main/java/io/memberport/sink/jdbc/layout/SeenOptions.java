package io.memberport.sink.jdbc.layout;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.load.VariableOption;
import io.memberport.sink.jdbc.sql.Identifiers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of an export; of several labels for an id, the last one. Bounded: what comes when it is full is left out. */
final class SeenOptions {

    /** What all of them take, objects included. */
    static final int MOST_BYTES = 8 << 20;

    /** What an option takes beside the bytes of its id and its label: its entry, its key, and the texts and arrays that hold these. */
    static final int ENTRY_BYTES = 170;

    private final Dialect dialect;
    private final Map<VariableOption.Key, VariableOption> byKey = new HashMap<>();
    private long bytes;
    private boolean leavesSomeOut;

    SeenOptions(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Takes note of some, in the order of the export. */
    void see(List<VariableOption> options) {
        options.forEach(this::see);
    }

    private void see(VariableOption option) {
        VariableOption known = byKey.get(option.key());
        if (known != null && (option.label() == null || option.label().equals(known.label()))) {
            return;
        }
        long more = bytes(option) - (known == null ? 0 : bytes(known));
        if (bytes + more > MOST_BYTES || (known == null && !isKey(option.key()))) {
            leavesSomeOut = true;
            return;
        }
        bytes += more;
        byKey.put(option.key(), option);
    }

    private boolean isKey(VariableOption.Key key) {
        return isId(Text.of(key.variableId())) && isId(key.valueId());
    }

    private boolean isId(Text id) {
        return Identifiers.isOne(id) && !dialect.confuses(id);
    }

    private static long bytes(VariableOption option) {
        @Nullable Text label = option.label();
        return (long) ENTRY_BYTES + option.key().valueId().length() + (label == null ? 0 : label.length());
    }

    boolean leavesSomeOut() {
        return leavesSomeOut;
    }

    /** A view of all of them. */
    Map<VariableOption.Key, VariableOption> byKey() {
        return Collections.unmodifiableMap(byKey);
    }
}
