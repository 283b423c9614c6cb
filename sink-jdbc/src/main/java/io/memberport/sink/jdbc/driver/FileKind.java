package io.memberport.sink.jdbc.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file is, by how it begins. */
public enum FileKind {
    SQLITE(
            "a database of SQLite",
            "Name it as jdbc:sqlite:PATH to write to it, or name another file.",
            "SQLite format 3\0"),
    H2(
            "a database of H2",
            "Name it as jdbc:h2:PATH, without .mv.db, to write to it, or name another file.",
            "H:|H2encrypt\n|-- H2 "),
    DUCKDB(
            "a database of DuckDB",
            "Name it as jdbc:duckdb:PATH to write to it, or name another file.",
            "(?s:.{8})DUCK"),
    COMPRESSED("a compressed file", "Name another file.", "\u001f\u008b|PK\u0003\u0004"),
    PARQUET("a Parquet file", "Name another file.", "PAR1"),
    /** Whatever its encoding; files of other kinds begin with a control character soon. */
    TEXT("a text file", "Name another file.", "[ -\u00ff\n\r\t]+\\z");

    private static final int LENGTH = 64;

    private final String words;
    private final String advice;

    /** With a character for each byte. */
    private final Pattern beginning;

    FileKind(String words, String advice, String beginning) {
        this.words = words;
        this.advice = advice;
        this.beginning = Pattern.compile(beginning);
    }

    /** Null for what is none of these, is empty or cannot be read: the driver says what it thinks of that. */
    public static @Nullable FileKind of(Path file) {
        String start;
        try (InputStream content = Files.newInputStream(file)) {
            start = new String(content.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
        } catch (IOException notReadable) {
            return null;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.beginning.matcher(start).lookingAt())
                .findFirst()
                .orElse(null);
    }

    public boolean isDatabase() {
        return this == SQLITE || this == H2 || this == DUCKDB;
    }

    /** What it is, with an article. */
    public String words() {
        return words;
    }

    /** What to do about a target that is one by mistake, as a sentence. */
    public String advice() {
        return advice;
    }
}
