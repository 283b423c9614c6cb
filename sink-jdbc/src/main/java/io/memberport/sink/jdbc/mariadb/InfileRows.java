package io.memberport.sink.jdbc.mariadb;

import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.EncodedRows;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.sql.IsoTime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows as LOAD DATA takes them by default: a line each, with tabs between the fields and backslashes before what is special. */
final class InfileRows extends EncodedRows {

    private static final byte[] NOTHING = {'\\', 'N'};

    private final MariaDbDialect dialect;
    private final long mostRowBytes;
    private int rowStart;

    InfileRows(int capacity, MariaDbDialect dialect, long mostRowBytes, TargetValues values) {
        super(capacity, values);
        this.dialect = dialect;
        this.mostRowBytes = mostRowBytes;
    }

    private void startCell() {
        if (cells == 0) {
            rowStart = bytes.size();
        } else {
            bytes.append((byte) '\t');
        }
        cells++;
    }

    private void plain(String value) {
        startCell();
        bytes.append(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void bigint(long value) {
        plain(Long.toString(value));
    }

    @Override
    public void integer(int value) {
        plain(Integer.toString(value));
    }

    @Override
    public void text(@Nullable Text value) {
        if (value == null) {
            nothing();
            return;
        }
        startCell();
        int start = bytes.size();
        bytes.append(value);
        for (int i = start; i < bytes.size(); i++) {
            byte one = bytes.bytes()[i];
            if (one == '\\' || one == '\t' || one == '\n') {
                bytes.insert(i++, (byte) '\\');
            }
        }
    }

    @Override
    protected void floating(double value) {
        plain(Double.toString(value));
    }

    @Override
    protected void decimal(BigDecimal value) {
        plain(value.toPlainString());
    }

    @Override
    protected void time(long micros) {
        startCell();
        int at = bytes.extend(IsoTime.LENGTH);
        IsoTime.write(micros, bytes.bytes(), at);
    }

    @Override
    public void nothing() {
        startCell();
        bytes.append(NOTHING);
    }

    @Override
    public void endRow() {
        int length = bytes.size() - rowStart;
        if (length > mostRowBytes) {
            throw dialect.tooLong(length);
        }
        bytes.append((byte) '\n');
        super.endRow();
    }
}
