package io.memberport.sink.jdbc;

import io.memberport.sink.jdbc.TestDatabase.Product;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each have a database of their own, of a product that they choose. */
abstract class DatabaseTest {

    @TempDir
    Path directory;

    private @Nullable TestDatabase database;

    /** Makes the database of this test. */
    final SinkRuns on(Product product) {
        TestDatabase made = TestDatabase.create(product, directory);
        database = made;
        return new SinkRuns(made);
    }

    @AfterEach
    final void removeDatabase() {
        TestDatabase made = database;
        if (made != null) {
            made.removal().run();
        }
    }
}
