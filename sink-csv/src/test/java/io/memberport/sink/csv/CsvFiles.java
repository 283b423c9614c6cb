package io.memberport.sink.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what the sink wrote by means that are not the sink's own. */
final class CsvFiles {

    private CsvFiles() {}

    /** All rows, header included; null for an empty cell without quotes. */
    static List<List<@Nullable String>> rows(Path file, char delimiter) throws IOException {
        CsvReader.CsvReaderBuilder reader =
                CsvReader.builder().fieldSeparator(delimiter).skipEmptyLines(false);
        try (CsvReader<List<@Nullable String>> csv =
                reader.build(new NullsKept(), new String(content(file), StandardCharsets.UTF_8))) {
            return csv.stream().collect(Collectors.toList());
        }
    }

    static List<List<@Nullable String>> rows(Path file) throws IOException {
        return rows(file, ',');
    }

    /** The bytes, uncompressed if the name says they are compressed. */
    static byte[] content(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    static String text(Path file) throws IOException {
        return new String(content(file), StandardCharsets.UTF_8);
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static final class NullsKept extends AbstractBaseCsvCallbackHandler<List<@Nullable String>> {

        private List<@Nullable String> cells = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            cells = new ArrayList<>();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            cells.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
        }

        @Override
        protected List<@Nullable String> buildRecord() {
            return cells;
        }
    }
}
