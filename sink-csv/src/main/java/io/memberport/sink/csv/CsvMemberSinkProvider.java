package io.memberport.sink.csv;

import io.memberport.encoding.file.TargetPath;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes CSV sinks from targets like {@code csv:members.csv}, or any path that ends in {@code .csv} or {@code .csv.gz}. */
public final class CsvMemberSinkProvider implements MemberSinkProvider {

    private static final String SCHEME = "csv";
    private static final String LAYOUT = "layout";
    private static final String DELIMITER = "delimiter";
    private static final String FORMULA_GUARD = "formula-guard";
    private static final String BYTE_ORDER_MARK = "bom";
    private static final String LISTS = "lists";
    private static final String FOR = "for";

    private static final TargetPath TARGET = new TargetPath(SCHEME, "CSV file", "members.csv");

    /** The file would be plain under a name that says otherwise. */
    private static final Pattern OTHER_COMPRESSION = Pattern.compile(
            ".*\\.(zst|zstd|bz2|xz|zip|7z|lz4|lzma|br|z|rar|tgz|sz|snappy)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** For {@link java.util.ServiceLoader}. */
    public CsvMemberSinkProvider() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String summary() {
        return "A CSV file, replaced as a whole; compressed if its name ends in .gz";
    }

    @Override
    public String targetSyntax() {
        return "csv:PATH, or a path that ends in .csv or .csv.gz";
    }

    @Override
    public boolean recognises(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        boolean ends = lower.endsWith(".csv") || lower.endsWith(".csv.gz");
        return ends && !TargetPath.hasScheme(target);
    }

    @Override
    public List<SinkOption> options() {
        return List.of(
                SinkOption.choice(
                        LAYOUT, List.of("long", "wide"), "long", "One row per value (long), or one per member (wide)."),
                SinkOption.value(
                        DELIMITER,
                        "character|comma|semicolon|tab|pipe",
                        "comma",
                        "Delimiter between cells: one ASCII character, or its name."),
                SinkOption.flag(
                        FORMULA_GUARD,
                        false,
                        "Put an apostrophe before text that a spreadsheet would read as a formula."),
                SinkOption.flag(
                        BYTE_ORDER_MARK,
                        false,
                        "Begin the file with a UTF-8 byte order mark, so that Excel recognises the encoding."),
                SinkOption.choice(
                        LISTS,
                        List.of("json", "text"),
                        "json",
                        "Several values in a cell of the wide layout: a JSON array, or text like 'Chess; Go'."),
                SinkOption.choice(
                        FOR,
                        List.of("programs", "spreadsheet"),
                        "programs",
                        "Who opens the file; for=spreadsheet means bom=on, formula-guard=on and lists=text where they are not set."));
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        boolean forSpreadsheet = options.get(FOR).equals("spreadsheet");
        return CsvMemberSink.to(path(target))
                .layout(options.choice(LAYOUT, Layout.class))
                .delimiter(delimiter(options.get(DELIMITER)))
                .formulaGuard(options.isGiven(FORMULA_GUARD) ? options.flag(FORMULA_GUARD) : forSpreadsheet)
                .byteOrderMark(options.isGiven(BYTE_ORDER_MARK) ? options.flag(BYTE_ORDER_MARK) : forSpreadsheet)
                .listsAsText(options.isGiven(LISTS) ? options.get(LISTS).equals("text") : forSpreadsheet)
                .build();
    }

    private static Path path(String target) {
        if (OTHER_COMPRESSION.matcher(target).matches()) {
            throw misuse(
                    "The target '" + target + "' has the ending of a compression that is not supported. Write .gz for a"
                            + " compressed file, csv:members.csv.gz for example, or leave the ending out.");
        }
        return TARGET.parse(target);
    }

    private static char delimiter(String name) {
        return switch (name) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            case "pipe" -> '|';
            default -> {
                if (name.length() != 1) {
                    throw misuse("The option 'csv.delimiter' is '" + name + "'; it must be one character, or one of"
                            + " comma, semicolon, tab, pipe.");
                }
                yield name.charAt(0);
            }
        };
    }

    private static MemberportException misuse(String message) {
        return new MemberportException(FailureKind.CONFIGURATION, message);
    }
}
