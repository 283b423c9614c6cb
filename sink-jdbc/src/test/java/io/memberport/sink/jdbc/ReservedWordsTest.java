package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.column.ReservedWords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedWordsTest {

    /** What JDBC has a driver leave out of its list, because SQL:2003 reserves it. */
    private static final List<String> STANDARD = List.of(
            "all",
            "and",
            "any",
            "array",
            "as",
            "case",
            "cast",
            "check",
            "cross",
            "current_date",
            "day",
            "default",
            "distinct",
            "else",
            "end",
            "except",
            "exists",
            "false",
            "for",
            "from",
            "full",
            "group",
            "having",
            "hour",
            "in",
            "inner",
            "intersect",
            "interval",
            "into",
            "is",
            "join",
            "left",
            "like",
            "month",
            "not",
            "null",
            "on",
            "or",
            "order",
            "primary",
            "select",
            "set",
            "table",
            "then",
            "to",
            "true",
            "union",
            "unique",
            "user",
            "using",
            "value",
            "values",
            "when",
            "where",
            "with",
            "year");

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:", "jdbc:duckdb:", "jdbc:sqlite::memory:"})
    void areAllThatADatabaseTakesOnlyInQuotes(String url) throws SQLException {
        Set<String> missing = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Set<String> keywords = keywords(connection);
            assertTrue(keywords.size() > 60, keywords.size() + " keywords");
            for (String word : keywords) {
                if (!ReservedWords.contains(word) && !isTakenUnquoted(word, statement)) {
                    missing.add(word);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select", "user", "desc", "system_user", "qualify", "rank", "key", "isnull", "year", "xmin"})
    void areReservedIfTheyAreSomewhere(String word) {
        assertTrue(ReservedWords.contains(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name", "email", "city", "country", "age", "gender", "id", "first_name", "status", "type"})
    void areNotWhatVariablesAreUsuallyCalled(String word) {
        assertFalse(ReservedWords.contains(word));
    }

    @Test
    void areWordsThatAColumnCouldBeCalled() {
        for (String word : List.of("select", "ctid", "db_row_id")) {
            assertTrue(ReservedWords.contains(word));
            assertFalse(ReservedWords.contains(word + "_"));
        }
    }

    private static Set<String> keywords(Connection connection) throws SQLException {
        Set<String> keywords = new TreeSet<>(STANDARD);
        for (String word : connection.getMetaData().getSQLKeywords().split("[\\s,]+", -1)) {
            // A name that is cleaned has no underscore in front.
            if (word.matches("[A-Za-z][A-Za-z0-9_]*")) {
                keywords.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return keywords;
    }

    private static boolean isTakenUnquoted(String word, Statement statement) throws SQLException {
        statement.execute("drop table if exists t");
        try {
            statement.execute("create table t (x int, " + word + " varchar(10))");
            statement.execute("insert into t (x, " + word + ") values (1, 'a')");
            statement.execute("update t set " + word + " = 'b' where " + word + " = 'a'");
            try (ResultSet rows = statement.executeQuery("select " + word + " from t order by " + word)) {
                return rows.next() && "b".equals(rows.getString(1));
            }
        } catch (SQLException refused) {
            return false;
        }
    }
}
