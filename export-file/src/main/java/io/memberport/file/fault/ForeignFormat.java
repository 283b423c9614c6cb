package io.memberport.file.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is that is no export, told by the bytes that it begins with. None of them can begin JSON. */
public enum ForeignFormat {
    ZIP("a ZIP archive", "PK\u0003\u0004"),
    ZSTANDARD("a file in Zstandard", "(\u00B5/\u00FD"),
    XZ("a file in XZ", "\u00FD7zXZ\u0000"),
    BZIP2("a file in bzip2", "BZh"),
    UTF_16_LITTLE_ENDIAN("a text in UTF-16", "\u00FF\u00FE"),
    UTF_16_BIG_ENDIAN("a text in UTF-16", "\u00FE\u00FF"),
    MARKUP("HTML or XML", "<"),
    PDF("a PDF document", "%PDF"),
    PARQUET("a Parquet file", "PAR1"),
    SQLITE("a SQLite database", "SQLite format 3\u0000");

    private static final int LONGEST = 16;

    private final String words;

    /** A character for each byte. */
    private final String beginning;

    ForeignFormat(String words, String beginning) {
        this.words = words;
        this.beginning = beginning;
    }

    /** Looks at the beginning of a file. */
    public static Optional<ForeignFormat> of(byte[] bytes, int from, int to) {
        String read = new String(bytes, from, Math.min(to - from, LONGEST), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> read.startsWith(format.beginning))
                .findFirst();
    }

    /** To go after "is". */
    String words() {
        return words;
    }
}
