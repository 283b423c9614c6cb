package io.memberport.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The variables of an export as a table for those who describe data: ids, names, columns, types, options. It names no option that its
 * profile does not name. Each variable is one line, whatever its name has in it. Immutable.
 */
public final class DataDictionary {

    private static final String WITHHELD = "withheld";

    /** What Markdown, or a renderer of it, could take for something else than text. HTML has entities instead. */
    private static final String MARKS = "\\`*_[]|~$#";

    private final ExportProfile profile;
    private final Map<String, Map<String, String>> columns;

    /**
     * A dictionary.
     *
     * @param columns by the name of a target and then by a variable's id, the column that the variable has there; in the order in
     *     which the targets are shown
     */
    public DataDictionary(ExportProfile profile, Map<String, Map<String, String>> columns) {
        this.profile = Objects.requireNonNull(profile, "profile");
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        columns.forEach((target, ofTarget) -> copy.put(target, Map.copyOf(ofTarget)));
        this.columns = Collections.unmodifiableMap(copy);
    }

    /** As CSV by RFC 4180, with a header. */
    public String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(csv(header("variable_id", "name", "column in ", "type", "sensitive", "fill_percent", "options")));
        profile.variables().forEach(variable -> lines.add(csv(row(variable, fillPercent(variable)))));
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String csv(List<String> cells) {
        return cells.stream()
                .map(DataDictionary::oneLine)
                .map(DataDictionary::csvCell)
                .collect(Collectors.joining(","));
    }

    private static String csvCell(String text) {
        boolean isPlain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.equals(text.strip());
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** As a document in Markdown with a table, as GitHub and others have it. */
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of("# Data dictionary", "", introduction(), ""));
        List<String> header = header("Id", "Name", "Column in ", "Type", "Sensitive", "Fill", "Options");
        lines.add(markdown(header, DataDictionary::escaped));
        lines.add(markdown(header, cell -> "---"));
        profile.variables()
                .forEach(variable -> lines.add(markdown(row(variable, fill(variable)), DataDictionary::escaped)));
        return String.join("\n", lines) + "\n";
    }

    private String introduction() {
        String batch = profile.export().batchId();
        return "The export " + (batch == null ? "" : escaped(batch) + " ") + "of "
                + Objects.requireNonNullElse(profile.export().exportDate(), "an unknown date") + " has "
                + profile.variables().size() + " variables of "
                + profile.export().members()
                + " members. Options that fewer than " + profile.smallestGroup()
                + " members have, and those of variables that are sensitive or may be, are not named.";
    }

    private static String markdown(List<String> cells, UnaryOperator<String> form) {
        return cells.stream().map(form).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        oneLine(text).chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(MARKS.indexOf(c) < 0 ? "" : "\\").append((char) c);
            }
        });
        return escaped.toString();
    }

    /** Without line ends and what else a terminal would obey. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(c -> isHarmless(c) ? c : ' ').forEach(line::appendCodePoint);
        return line.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            // Marks that reorder text or hide it; the joiners that scripts need are spared.
            case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
            default -> true;
        };
    }

    private List<String> header(
            String id, String name, String column, String type, String sensitive, String fill, String options) {
        List<String> header = new ArrayList<>(List.of(id, name));
        columns.keySet().forEach(target -> header.add(column + target));
        header.addAll(List.of(type, sensitive, fill, options));
        return header;
    }

    private List<String> row(VariableProfile variable, String fill) {
        String id = variable.definition().id();
        List<String> cells = new ArrayList<>();
        cells.add(id);
        cells.add(Objects.requireNonNullElse(variable.definition().name(), ""));
        columns.values().forEach(ofTarget -> cells.add(ofTarget.getOrDefault(id, "")));
        cells.add(Objects.requireNonNullElse(variable.definition().dataTypeName(), ""));
        cells.add(variable.definition().sensitivity().word());
        cells.add(fill);
        cells.add(options(variable.content()));
        return cells;
    }

    private String fill(VariableProfile variable) {
        return FigureText.percentText(profile.fill(variable)) + "%";
    }

    /** A number, for programs. */
    private String fillPercent(VariableProfile variable) {
        return String.valueOf(FigureText.percent(profile.fill(variable)));
    }

    private static String options(Content content) {
        if (content instanceof Content.Withheld) {
            return WITHHELD;
        }
        if (!(content instanceof Content.Options options)) {
            return "";
        }
        List<String> named = new ArrayList<>();
        options.options()
                .forEach(option -> named.add(option.label() + (option.id() == null ? "" : " (" + option.id() + ")")));
        if (options.otherOptions() > 0) {
            named.add("others: " + (options.complete() ? "" : "about ") + options.otherOptions());
        }
        return String.join("; ", named);
    }
}
