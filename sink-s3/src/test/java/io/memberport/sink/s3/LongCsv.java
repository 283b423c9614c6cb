package io.memberport.sink.s3;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file of the long layout by means that are not the sink's own. */
final class LongCsv {

    private LongCsv() {}

    static List<StoredValue> values(byte[] csv) throws IOException {
        try (CsvReader<List<@Nullable String>> reader =
                CsvReader.builder().build(new NullsKept(), new String(csv, StandardCharsets.UTF_8))) {
            return reader.stream().skip(1).map(LongCsv::ofRow).toList();
        }
    }

    private static StoredValue ofRow(List<@Nullable String> row) {
        String sensitive = row.get(4);
        String position = row.get(5);
        return new StoredValue(
                String.valueOf(row.get(0)),
                row.get(1),
                row.get(2),
                row.get(3),
                sensitive == null ? null : Boolean.valueOf(sensitive),
                position == null ? null : Integer.valueOf(position),
                row.get(6),
                row.get(7),
                row.get(8));
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
