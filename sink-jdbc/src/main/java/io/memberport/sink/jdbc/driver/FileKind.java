package io.memberport.sink.jdbc.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a file is, by how it begins. */
public enum FileKind {
    SQLITE("a database of SQLite", "Name it as jdbc:sqlite:PATH to write to it, or name another file."),
    H2("a database of H2", "Name it as jdbc:h2:PATH, without .mv.db, to write to it, or name another file."),
    DUCKDB("a database of DuckDB", "Name it as jdbc:duckdb:PATH to write to it, or name another file."),
    COMPRESSED("a compressed file", "Name another file."),
    PARQUET("a Parquet file", "Name another file."),
    TEXT("a text file", "Name another file.");

    private static final int LENGTH = 64;
    private static final int DUCKDB_MARK_AT = 8;

    private final String words;
    private final String advice;

    FileKind(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** Null for what is none of these, is empty or cannot be read: the driver says what it thinks of that. */
    public static @Nullable FileKind of(Path file) {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(LENGTH);
        } catch (IOException notReadable) {
            return null;
        }
        String start = new String(bytes, StandardCharsets.ISO_8859_1);
        if (start.startsWith("SQLite format 3\0")) {
            return SQLITE;
        }
        if (start.startsWith("H:") || start.startsWith("H2encrypt\n") || start.startsWith("-- H2 ")) {
            return H2;
        }
        if (start.startsWith("DUCK", DUCKDB_MARK_AT)) {
            return DUCKDB;
        }
        if (start.startsWith("PAR1")) {
            return PARQUET;
        }
        if (start.startsWith("\u001f\u008b") || start.startsWith("PK\u0003\u0004")) {
            return COMPRESSED;
        }
        return !start.isEmpty() && start.chars().allMatch(FileKind::isOfText) ? TEXT : null;
    }

    /** Whatever its encoding; files of other kinds begin with a control character soon. */
    private static boolean isOfText(int unit) {
        return unit >= ' ' || unit == '\n' || unit == '\r' || unit == '\t';
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
