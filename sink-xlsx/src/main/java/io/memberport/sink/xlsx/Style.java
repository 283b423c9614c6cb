package io.memberport.sink.xlsx;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The formats of cells, each by its index in the part of the workbook that {@link #part} makes. */
final class Style {

    /** Text that stays text when it is typed again, whatever it looks like. */
    static final int TEXT = 1;

    static final int HEADER = 2;
    static final int DATE = 3;
    static final int DATE_TIME = 4;
    static final int DATE_TIME_MILLIS = 5;

    /** The most digits behind the point that a number is shown with. */
    static final int MOST_DECIMALS = 15;

    private static final int NUMBER = 6;

    /** The number of styles. */
    static final int COUNT = NUMBER + MOST_DECIMALS + 1;

    /** Ids below this one are those of formats that every program has. */
    private static final int FIRST_FORMAT = 164;

    private static final int OF_NUMBERS = FIRST_FORMAT + 3;

    private Style() {}

    /** A number with so many digits behind the point, as many as it came with. */
    static int number(int decimals) {
        return NUMBER + decimals;
    }

    /** The part {@code xl/styles.xml}. */
    static String part() {
        return """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <numFmts count="%s">\
                <numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
                <numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>\
                <numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/>%s</numFmts>\
                <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
                <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
                <fills count="2"><fill><patternFill patternType="none"/></fill>\
                <fill><patternFill patternType="gray125"/></fill></fills>\
                <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
                <cellXfs count="%s"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
                <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>\
                <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/>%s</cellXfs>\
                <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
                </styleSheet>
                """.formatted(
                        OF_NUMBERS - FIRST_FORMAT + MOST_DECIMALS + 1,
                        decimals()
                                .mapToObj(count -> "<numFmt numFmtId=\"%s\" formatCode=\"0%s\"/>"
                                        .formatted(OF_NUMBERS + count, count == 0 ? "" : "." + "0".repeat(count)))
                                .collect(Collectors.joining()),
                        COUNT,
                        IntStream.concat(
                                        IntStream.range(FIRST_FORMAT, OF_NUMBERS),
                                        decimals().map(count -> OF_NUMBERS + count))
                                .mapToObj(
                                        "<xf numFmtId=\"%s\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
                                                ::formatted)
                                .collect(Collectors.joining()));
    }

    private static IntStream decimals() {
        return IntStream.rangeClosed(0, MOST_DECIMALS);
    }
}
