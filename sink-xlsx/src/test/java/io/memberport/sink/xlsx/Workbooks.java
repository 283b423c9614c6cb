package io.memberport.sink.xlsx;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** Reads what the sink wrote by means that are not the sink's own. */
final class Workbooks {

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-F]{4})_");

    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, false);

    private Workbooks() {}

    static List<String> sheets(Path file) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(Files.newInputStream(file))) {
            return workbook.getSheets().map(Sheet::getName).toList();
        }
    }

    /** All rows of a sheet as people see them, the header included; null for a cell that is empty. */
    static List<List<@Nullable String>> rows(Path file, String sheet) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable Cell> cells : cells(file, sheet)) {
            List<@Nullable String> shown = new ArrayList<>();
            cells.forEach(cell -> shown.add(cell == null ? null : shown(cell)));
            rows.add(shown);
        }
        return rows;
    }

    static List<List<@Nullable Cell>> cells(Path file, String sheet) throws IOException {
        List<List<@Nullable Cell>> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(Files.newInputStream(file), WITH_FORMATS)) {
            int width = 0;
            for (Row row : workbook.findSheet(sheet).orElseThrow().read()) {
                if (row.getRowNum() != rows.size() + 1) {
                    throw new IOException("the row after " + rows.size() + " has the number " + row.getRowNum());
                }
                width = Math.max(width, row.getCellCount());
                List<@Nullable Cell> cells = new ArrayList<>();
                for (int i = 0; i < width; i++) {
                    cells.add(row.getOptionalCell(i).orElse(null));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    /** A text, or a number in the format of its cell. */
    static String shown(Cell cell) {
        if (cell.getType() == CellType.STRING) {
            return plain(cell.getText());
        }
        if (cell.getType() != CellType.NUMBER) {
            throw new AssertionError("a cell of the type " + cell.getType());
        }
        String format = String.valueOf(cell.getDataFormatString());
        return switch (format) {
            case "yyyy\\-mm\\-dd" -> date(cell, "yyyy-MM-dd");
            case "yyyy\\-mm\\-dd\\ hh:mm:ss" -> date(cell, "yyyy-MM-dd'T'HH:mm:ss'Z'");
            case "yyyy\\-mm\\-dd\\ hh:mm:ss.000" -> date(cell, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
            default -> number(cell, format);
        };
    }

    private static String date(Cell cell, String pattern) {
        LocalDateTime time = cell.asDate();
        return time.format(DateTimeFormatter.ofPattern(pattern));
    }

    private static String number(Cell cell, String format) {
        int decimals = format.contains(".") ? format.length() - format.indexOf('.') - 1 : 0;
        return new BigDecimal(Double.toString(cell.asNumber().doubleValue()))
                .setScale(decimals)
                .toPlainString();
    }

    /** This reader leaves it to its users what ECMA-376 says of escapes. */
    private static String plain(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
