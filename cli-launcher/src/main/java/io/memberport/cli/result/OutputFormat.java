package io.memberport.cli.result;

import io.memberport.port.SinkOption;
import java.util.Set;
import java.util.stream.Collectors;

/** The form of a result on standard output. */
public enum OutputFormat {
    TEXT,
    JSON,
    MARKDOWN,
    CSV;

    /** Those that every command has. */
    public static final Set<OutputFormat> USUAL = Set.of(TEXT, JSON);

    /** Some of them as help lists alternatives. */
    public static String alternatives(Set<OutputFormat> formats) {
        return formats.stream().sorted().map(SinkOption::wireName).collect(Collectors.joining("|"));
    }
}
