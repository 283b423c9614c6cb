package io.memberport.encoding.csv;

import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.ProfileVariable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The four cells of a row that say which variable it is, made once for all layouts of a file. Bounded: what is beyond is
 * made each time. Safe for use by several threads.
 */
final class DefinitionCells {

    private static final int MOST_BYTES = 512 * 1024;

    private final CsvDialect dialect;
    private final ConcurrentMap<ProfileVariable, byte[]> known = new ConcurrentHashMap<>();

    private final AtomicInteger bytes = new AtomicInteger();

    DefinitionCells(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /** The cells, each with the delimiter that ends it. */
    byte[] of(ProfileVariable variable) {
        byte[] cells = known.get(variable);
        if (cells == null) {
            cells = encoded(variable);
            if (bytes.get() < MOST_BYTES) {
                bytes.addAndGet(cells.length);
                known.put(variable, cells);
            }
        }
        return cells;
    }

    private byte[] encoded(ProfileVariable variable) {
        CellWriter definition = new CellWriter(dialect, new RowBuffer(256));
        definition.text(variable.id());
        definition.next();
        definition.text(variable.name());
        definition.next();
        definition.text(variable.dataTypeName());
        definition.next();
        Boolean sensitive = variable.sensitivity().isSensitive();
        definition.text(sensitive == null ? null : sensitive.toString());
        definition.next();
        return definition.out().toByteArray(0);
    }
}
