package io.memberport.cli.doctor;

import io.memberport.cli.privacy.PrivacyResult;
import io.memberport.cli.result.CommandResult;
import io.memberport.cli.result.ExitCode;
import io.memberport.cli.result.Failure;
import io.memberport.cli.result.JsonObject;
import io.memberport.cli.settings.ShownSetting;
import io.memberport.cli.terminal.Printable;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What all checks together have found.
 *
 * @param privacy what becomes of each variable of an export file; null if none was given, or it could not be read
 */
record Diagnosis(
        List<ShownSetting> settings,
        List<Check> checks,
        @Nullable PrivacyResult privacy) implements CommandResult {

    private static final int WIDTH = 100;
    private static final int INDENT = 25;
    /** A longer cell moves the cells behind it. */
    private static final int LONGEST_CELL = 40;

    /** The failures, in the order in which they were found. */
    List<Failure> failures() {
        return checks.stream()
                .flatMap(check -> Optional.ofNullable(check.failure()).stream())
                .toList();
    }

    /** The one that a run would end with: exit codes are numbered in the order in which a run checks things. */
    private Optional<Failure> mostBasic() {
        return failures().stream().min(Comparator.comparingInt(Failure::exitCode));
    }

    /** What the process ends with. */
    int exitCode() {
        return mostBasic().map(Failure::exitCode).orElse(ExitCode.DONE);
    }

    /** How many checks failed, and how many warn. */
    String summary() {
        long failed = count(Check.Outcome.FAILED);
        long warnings = count(Check.Outcome.WARNING);
        String found = failed == 0
                ? "No check failed"
                : failed + " of " + Printable.count(checks.size(), "check", "checks") + " failed";
        String more = warnings == 0 ? "" : ", " + Printable.count(warnings, "warning", "warnings");
        return found + more + ": exit code " + exitCode() + ".";
    }

    private long count(Check.Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    @Override
    public void text(PrintStream out) {
        out.println("Settings");
        printSettings(out);
        out.println();
        if (privacy != null) {
            out.println("Personal data");
            privacy.text(out);
        }
        out.println("Checks");
        for (Check check : checks) {
            print(check, out);
        }
        out.println();
        out.println(summary());
    }

    private void printSettings(PrintStream out) {
        int names = longest(setting -> setting.name().length());
        int values = longest(setting -> setting.shownValue().length());
        for (ShownSetting setting : settings) {
            String line = "  " + padded(setting.name(), names) + "  " + padded(setting.shownValue(), values) + "  "
                    + setting.shownOrigin();
            out.println(line.stripTrailing());
        }
    }

    private int longest(ToIntFunction<ShownSetting> length) {
        return Math.min(LONGEST_CELL, settings.stream().mapToInt(length).max().orElse(0));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static void print(Check check, PrintStream out) {
        String text = (check.subject() == null ? "" : check.subject() + ": ") + check.detail();
        String start = String.format("  %-8s %-13s ", check.outcome().word(), check.name());
        Printable.wrapped(Printable.text(text), start, " ".repeat(INDENT), WIDTH)
                .forEach(out::println);
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .with("outcome", outcome().word())
                .with("settings", settings.stream().map(ShownSetting::json).toList())
                .with("checks", checks.stream().map(Check::json).toList());
        if (privacy != null) {
            json.with("privacy", privacy.json());
        }
        mostBasic().ifPresent(failure -> json.with("error", failure.json()));
        return json;
    }

    Check.Outcome outcome() {
        if (count(Check.Outcome.FAILED) > 0) {
            return Check.Outcome.FAILED;
        }
        return count(Check.Outcome.WARNING) > 0 ? Check.Outcome.WARNING : Check.Outcome.OK;
    }
}
