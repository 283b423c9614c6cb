package io.memberport.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.MemberportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of options in the type that the sink declares. */
class SinkOptionTypesTest {

    private enum Checksums {
        WHEN_SUPPORTED,
        WHEN_REQUIRED
    }

    private static final MemberSinkProvider PROVIDER = new OptionsOnly(List.of(
            SinkOption.choice("layout", Layout.class, null, "The shape."),
            SinkOption.choice("checksums", Checksums.class, Checksums.WHEN_SUPPORTED, "Whether to send them."),
            SinkOption.flag("create-tables", true, "Whether to make tables."),
            SinkOption.size("file-size", "128MiB", "The length of a file."),
            SinkOption.duration("statement-timeout", "6h", "The longest time.")));

    @Test
    void hasDefaultsInTheirTypes() {
        SinkOptions options = SinkOptions.defaults(PROVIDER);

        assertEquals(Optional.empty(), options.find("layout"));
        assertEquals(Checksums.WHEN_SUPPORTED, options.choice("checksums", Checksums.class));
        assertEquals(true, options.flag("create-tables"));
        assertEquals(128L << 20, options.bytes("file-size"));
        assertEquals(Duration.ofHours(6), options.duration("statement-timeout"));
    }

    @Test
    void hasWhatIsGivenInItsType() {
        SinkOptions options = SinkOptions.of(
                PROVIDER,
                Map.of("layout", "json", "checksums", "when-required", "file-size", "4096", "statement-timeout", "0"));

        assertEquals(Layout.JSON, options.choice("layout", Layout.class));
        assertEquals(Checksums.WHEN_REQUIRED, options.choice("checksums", Checksums.class));
        assertEquals(4096, options.bytes("file-size"));
        assertEquals(Duration.ZERO, options.duration("statement-timeout"));
    }

    @ParameterizedTest
    @CsvSource({"on, true", "true, true", "off, false", "false, false"})
    void takesBothWaysToWriteAFlag(String given, boolean expected) {
        assertEquals(
                expected,
                SinkOptions.of(PROVIDER, Map.of("create-tables", given)).flag("create-tables"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checksums | always | one of when-supported, when-required",
                "create-tables | yes | one of on, off",
                "file-size | large | a size like 128MiB or 1GiB",
                "statement-timeout | soon | a duration like 90s, 30m or 6h"
            })
    void refusesWhatIsNotOfTheTypeAndSaysWhatIs(String option, String value, String requirement) {
        MemberportException refused =
                assertThrows(MemberportException.class, () -> SinkOptions.of(PROVIDER, Map.of(option, value)));

        assertEquals(
                "The option 'test." + option + "' is '" + value + "'; it must be " + requirement + ".",
                refused.getMessage());
    }

    @Test
    void refusesADefaultThatIsNotOfTheType() {
        assertThrows(IllegalArgumentException.class, () -> SinkOption.size("file-size", "large", "The length."));
        assertThrows(IllegalArgumentException.class, () -> SinkOption.duration("timeout", "soon", "The time."));
    }

    private record OptionsOnly(List<SinkOption> options) implements MemberSinkProvider {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String summary() {
            return "Tests.";
        }

        @Override
        public String targetSyntax() {
            return "test:NAME";
        }

        @Override
        public MemberSink create(String target, SinkOptions values) {
            throw new UnsupportedOperationException();
        }
    }
}
