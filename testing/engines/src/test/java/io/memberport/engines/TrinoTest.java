package io.memberport.engines;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.trino.sql.parser.SqlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trino's own parser knows what the guide prints for it. */
final class TrinoTest {

    @Test
    void knowsTheStatements() {
        List<String> statements = Guide.statements("Trino");

        assertFalse(statements.isEmpty());
        for (String statement : statements) {
            new SqlParser().createStatement(statement);
        }
    }
}
