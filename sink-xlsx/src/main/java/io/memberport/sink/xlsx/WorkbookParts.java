package io.memberport.sink.xlsx;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of a workbook that say what it consists of (ECMA-376, parts 1 and 2). */
final class WorkbookParts {

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** A part with its name. */
    record Part(String name, String xml) {}

    private WorkbookParts() {}

    /** The name of the part with a sheet, counted from 1. */
    static String sheet(int number) {
        return "xl/worksheets/sheet" + number + ".xml";
    }

    /** All parts but the sheets. */
    static List<Part> of(List<String> sheets) {
        return List.of(
                new Part("xl/styles.xml", Style.part()),
                new Part("xl/workbook.xml", workbook(sheets)),
                new Part("xl/_rels/workbook.xml.rels", relationshipsOfWorkbook(sheets)),
                new Part(
                        "_rels/.rels",
                        XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                                + relationship(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"),
                new Part("[Content_Types].xml", contentTypes(sheets)));
    }

    private static String workbook(List<String> sheets) {
        return XML + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + OFFICE
                + "\"><workbookPr date1904=\"0\"/><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>"
                + forEach(
                        sheets,
                        number -> "<sheet name=\"%s\" sheetId=\"%s\" r:id=\"rId%s\"/>"
                                .formatted(sheets.get(number - 1), number, number))
                + "</sheets></workbook>";
    }

    private static String relationshipsOfWorkbook(List<String> sheets) {
        return XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                + forEach(sheets, number -> relationship(number, "worksheet", "worksheets/sheet" + number + ".xml"))
                + relationship(sheets.size() + 1, "styles", "styles.xml") + "</Relationships>";
    }

    private static String relationship(int id, String type, String target) {
        return "<Relationship Id=\"rId%s\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, OFFICE, type, target);
    }

    private static String contentTypes(List<String> sheets) {
        return XML + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + override("xl/workbook.xml", "sheet.main")
                + override("xl/styles.xml", "styles")
                + forEach(sheets, number -> override(sheet(number), "worksheet"))
                + "</Types>";
    }

    private static String override(String name, String type) {
        return "<Override PartName=\"/%s\" ContentType=\"%s%s+xml\"/>".formatted(name, TYPE, type);
    }

    private static String forEach(List<String> sheets, Function<Integer, String> xml) {
        return IntStream.rangeClosed(1, sheets.size()).boxed().map(xml).collect(Collectors.joining());
    }
}
