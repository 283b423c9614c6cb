package io.memberport.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenValueTest {

    private static long parse(String value) {
        return new GivenValue(value, "--max-file-size", GivenValue.Rank.FLAG).bytes();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1024, 1024",
        "1024B, 1024",
        "64KiB, 65536",
        "8MiB, 8388608",
        "8mib, 8388608",
        "' 8 MiB ', 8388608",
        "1GiB, 1073741824",
        "2TiB, 2199023255552",
        "2KB, 2000",
        "3MB, 3000000",
        "4GB, 4000000000",
        "5TB, 5000000000000",
        "999999999999999999TiB, 9223372036854775807",
    })
    void readsWhatPeopleWrite(String value, long bytes) {
        assertEquals(bytes, parse(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "MiB",
                "-1",
                "+1",
                "1.5GiB",
                "8M",
                "8MiBs",
                "8 MiB 1",
                "1e6",
                "٣MiB",
                "9999999999999999999"
            })
    void refusesWhatIsNoSize(String value) {
        MemberportException failure = assertThrows(MemberportException.class, () -> parse(value));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("--max-file-size is '" + value + "'") && message.contains("8MiB"), message);
    }
}
