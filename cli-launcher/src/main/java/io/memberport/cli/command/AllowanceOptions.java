package io.memberport.cli.command;

import io.memberport.export.Allowances;
import picocli.CommandLine.Option;

/** What may be written although it can do harm. Not in the settings file: each is decided for one run. */
public final class AllowanceOptions {

    public static final String INCREMENTAL = "--allow-incremental";

    @Option(
            names = "--allow-older",
            description = "Write the export even if a target shows a newer one, and replace the newer values.")
    private boolean older;

    @Option(
            names = INCREMENTAL,
            description =
                    "Write an incremental export even to a target that always holds a whole snapshot (a CSV file, a "
                            + "database with mode=replace). The target then holds only the members that changed.")
    private boolean incremental;

    public Allowances allowances() {
        return new Allowances(older, incremental);
    }
}
