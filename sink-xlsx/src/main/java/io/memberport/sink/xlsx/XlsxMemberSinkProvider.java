package io.memberport.sink.xlsx;

import io.memberport.encoding.file.TargetPath;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes workbook sinks from targets like {@code xlsx:members.xlsx}, or any path that ends in {@code .xlsx}. */
public final class XlsxMemberSinkProvider implements MemberSinkProvider {

    private static final String SCHEME = "xlsx";
    private static final String ENDING = ".xlsx";
    private static final String INVALID_VALUES = "invalid-values";
    private static final TargetPath TARGET = new TargetPath(SCHEME, "workbook", "members.xlsx");

    /** For {@link java.util.ServiceLoader}. */
    public XlsxMemberSinkProvider() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String summary() {
        return "A workbook for Excel and other spreadsheet programs, replaced as a whole";
    }

    @Override
    public String targetSyntax() {
        return "xlsx:PATH, or a path that ends in .xlsx";
    }

    @Override
    public boolean recognises(String target) {
        return hasEnding(target) && !TargetPath.hasScheme(target);
    }

    @Override
    public List<SinkOption> options() {
        return List.of(SinkOption.choice(
                INVALID_VALUES,
                List.of("reject", "replace"),
                "reject",
                "If a text is longer than a cell can be (32,767 characters): fail the run, or cut the text."));
    }

    @Override
    public Map<String, Integer> columnLimits() {
        return Map.of("Excel", Sheets.MOST_VARIABLES);
    }

    @Override
    public MemberSink create(String target, SinkOptions options) {
        Path path = TARGET.parse(target);
        if (!hasEnding(target)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target '" + target + "' does not end in " + ENDING
                            + ", and spreadsheet programs open a workbook only"
                            + " under such a name. Name a file like members.xlsx.");
        }
        return XlsxMemberSink.to(path)
                .replaceInvalidValues(options.get(INVALID_VALUES).equals("replace"))
                .build();
    }

    private static boolean hasEnding(String target) {
        return target.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }
}
