package io.memberport.sink.jdbc;

import io.memberport.encoding.WideKind;
import io.memberport.model.ProfileVariable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row of a database has room for, whatever the values are: counted with the largest share of a row that a column of
 * its type can take, so that no commit fails because people have answered more questions than before.
 */
final class WideLimits {

    /** Ids, dates, a row's own header. */
    private static final int OWN_COLUMNS = 5;

    private static final int OWN_BYTES = 200;
    private static final int FLAGS_PER_BYTE = 8;

    private final Dialect dialect;
    private final JdbcSettings settings;

    private WideLimits(Dialect dialect, JdbcSettings settings) {
        this.dialect = dialect;
        this.settings = settings;
    }

    static WideLimits of(Dialect dialect, JdbcSettings settings) {
        return new WideLimits(dialect, settings);
    }

    boolean haveRoomFor(Collection<ProfileVariable> variables) {
        Map<String, WideKind> kinds = new LinkedHashMap<>();
        variables.forEach(variable -> kinds.put(variable.id(), WideKind.of(variable.dataType())));
        return haveRoomForKinds(kinds.values());
    }

    boolean haveRoomForKinds(Collection<WideKind> kinds) {
        long bytes = OWN_BYTES + (long) kinds.size() / FLAGS_PER_BYTE;
        for (WideKind kind : kinds) {
            bytes += dialect.columnBytes(settings.columnType(kind));
        }
        return kinds.size() + OWN_COLUMNS <= dialect.mostColumns() && bytes <= dialect.rowBytes();
    }
}
