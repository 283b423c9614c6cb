package io.memberport.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTargetTest {

    @ParameterizedTest
    @CsvFileSource(resources = "shown-targets.csv", numLinesToSkip = 1)
    void leavesOutWhatMayBeAPassword(String target, String shown) {
        ShownTarget cut = ShownTarget.of(target);

        assertEquals(shown, cut.text());
        assertFalse(cut.isWhole());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv:members.csv",
                "/home/jane@example.org/members (1).csv.gz",
                "C:\\data\\members.csv",
                "csv:///data/members.csv",
                "jdbc:sqlite:members.db",
                "jdbc:postgresql://db.example.org:5432/members",
                "jdbc:mariadb:replication://one,two/members",
                "",
            })
    void showsTheRestAsItIs(String target) {
        ShownTarget whole = ShownTarget.of(target);

        assertEquals(target, whole.text());
        assertTrue(whole.isWhole());
    }
}
