package io.memberport.sink.jdbc.sqlite;

import io.memberport.sink.jdbc.dialect.SessionSettings;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Those of SQLite, which are of the connection. */
public final class SqliteSettings implements SessionSettings {

    @Override
    public List<String> set(Handle handle) {
        handle.execute("PRAGMA temp_store = FILE");
        handle.execute("PRAGMA synchronous = FULL");
        handle.execute("PRAGMA temp.journal_mode = OFF");
        // Else the first connection keeps all others out, those of the same run too.
        handle.execute("PRAGMA main.locking_mode = NORMAL");
        // Without a journal in a file, a kill in the middle of a commit leaves half of it.
        String journal = handle.createQuery("PRAGMA main.journal_mode")
                .mapTo(String.class)
                .one();
        if (journal.equalsIgnoreCase("off") || journal.equalsIgnoreCase("memory")) {
            handle.execute("PRAGMA main.journal_mode = DELETE");
        }
        return List.of();
    }
}
