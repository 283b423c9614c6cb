package io.memberport.sink.csv;

import java.nio.file.Path;
import java.util.Locale;

/** How the file is compressed, which its name decides. */
enum Compression {
    NONE,
    GZIP;

    static Compression ofFile(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? GZIP : NONE;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
