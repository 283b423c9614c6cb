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
            return reader.stream().skip(1).map(StoredValue::ofRow).toList();
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
