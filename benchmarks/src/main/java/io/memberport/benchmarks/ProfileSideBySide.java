package io.memberport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Measures {@code memberport profile} in turns with {@code memberport load} into a long CSV file, each in a process of its own.
 *
 * <p>Arguments, all optional: {@code --members N} (default 100000, about 1.26 GB), {@code --rounds N} (default 3),
 * {@code --file EXPORT} (instead of a generated one), {@code --directory DIR} for all files (default: a temporary one),
 * {@code --launcher CLASSPATH} (default: the executable jar of the build).
 */
public final class ProfileSideBySide {

    private static final String LOAD = "load into a long CSV file";
    private static final String PROFILE = "profile";

    private ProfileSideBySide() {}

    /** Measures and prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments =
                Arguments.of(args, Map.of("members", "100000", "rounds", "3"), Set.of("file", "directory", "launcher"));
        Launcher launcher = Launcher.of(arguments);
        try (Workspace workspace = Workspace.of(arguments)) {
            Path export = arguments.has("file")
                    ? Path.of(arguments.text("file"))
                    : Exports.write(Exports.spec(arguments.number("members")), workspace.resolve("export.json"));
            measure(export, launcher, workspace, arguments.number("rounds"));
        }
    }

    private static void measure(Path export, Launcher launcher, Workspace workspace, long rounds)
            throws IOException, InterruptedException {
        Path csv = workspace.resolve("members.csv");
        Program load = launcher.program(Map.of(), "load", export.toString(), "--to", "csv:" + csv, "--quiet");
        Program profile = launcher.program(Map.of(), "profile", export.toString(), "--output", "json", "--quiet");
        Results results = new Results(Files.size(export));
        for (int round = 0; round <= rounds; round++) {
            Files.deleteIfExists(csv);
            Files.deleteIfExists(Path.of(csv + ".manifest.json"));
            results.add(round, LOAD, load.measure(workspace));
            results.add(round, PROFILE, profile.measure(workspace));
        }
        results.compare(PROFILE, LOAD);
    }
}
