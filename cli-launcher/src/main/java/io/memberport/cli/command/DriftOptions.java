package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.drift.DriftKind;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.port.SinkOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of a run if variables have changed since a target's last commit. */
public final class DriftOptions {

    public static final String DEFAULT = "report";

    private static final String FAIL = "fail";
    private static final String FAIL_FOR = "fail=";

    @Option(
            names = "--on-drift",
            paramLabel = "report|fail|fail=KIND,...",
            description =
                    "What becomes of the run if variables have changed since a target's last commit: they are reported"
                            + " and written, or no target is written. Kinds: new, gone, renamed, retyped, sensitive, not-sensitive."
                            + " Default: " + DEFAULT + ".")
    @Nullable String onDrift;

    public static DriftPolicy policy(Settings settings) {
        return settings.find(Setting.ON_DRIFT).map(DriftOptions::policy).orElse(DriftPolicy.REPORT);
    }

    private static DriftPolicy policy(GivenValue given) {
        String value = given.text();
        if (value.equals(DEFAULT)) {
            return DriftPolicy.REPORT;
        }
        return value.equals(FAIL) ? DriftPolicy.FAIL : new DriftPolicy(kinds(given, value));
    }

    private static Set<DriftKind> kinds(GivenValue given, String value) {
        List<Optional<DriftKind>> kinds = value.startsWith(FAIL_FOR)
                ? Stream.of(value.substring(FAIL_FOR.length()).split(",", -1))
                        .map(DriftOptions::kind)
                        .toList()
                : List.of(Optional.empty());
        if (kinds.stream().anyMatch(Optional::isEmpty)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is '" + Printable.text(value)
                            + "'; it must be report, fail, or fail= and one or more of "
                            + Arrays.stream(DriftKind.values())
                                    .map(SinkOption::wireName)
                                    .collect(Collectors.joining(", "))
                            + ", with commas between them.");
        }
        return kinds.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static Optional<DriftKind> kind(String name) {
        return Arrays.stream(DriftKind.values())
                .filter(kind -> SinkOption.wireName(kind).equals(name.strip()))
                .findFirst();
    }
}
