package io.memberport.cli.settings;

import io.memberport.cli.result.JavaOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names by which an option of a sink is given beside {@code --option}. They follow from one another, as those of a
 * {@link Setting} do: {@code jdbc.password} and {@code MEMBERPORT_JDBC_PASSWORD}.
 *
 * @param scheme the sink's
 * @param option the option's name, without the scheme
 */
public record OptionNames(String scheme, String option) {

    /** Those of the start script. */
    private static final Set<String> OTHER_VARIABLES = Set.of(JavaOptions.OF_SCRIPT, "MEMBERPORT_CDS");

    /** A sink that is called like the beginning of a setting must not get to see that setting, which may be a secret. */
    private static final Set<String> TAKEN = Stream.concat(
                    OTHER_VARIABLES.stream(), Arrays.stream(Setting.values()).flatMap(OptionNames::variables))
            .collect(Collectors.toUnmodifiableSet());

    /** The variables that mean something that is no option of a sink. */
    public static Set<String> taken() {
        return TAKEN;
    }

    private static Stream<String> variables(Setting setting) {
        return setting.isSecret()
                ? Stream.of(setting.environmentVariable(), setting.fileEnvironmentVariable())
                : Stream.of(setting.environmentVariable());
    }

    /** Its name in the settings file, for this one sink. */
    public String key() {
        return scheme + "." + option;
    }

    /** The file variant of a secret in the settings file. */
    public String fileKey() {
        return key() + Setting.FILE_KEY_SUFFIX;
    }

    /** The key that names the variable of a secret. */
    private String variableKey() {
        return key() + Setting.VARIABLE_KEY_SUFFIX;
    }

    /** Empty if the variable of that name means something else. */
    public Optional<String> environmentVariable() {
        String name = Setting.VARIABLE_PREFIX
                + (scheme + "_" + option).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return TAKEN.contains(name) ? Optional.empty() : Optional.of(name);
    }

    /** The file variant of a secret in the environment; empty if there is none because its plain variant is not there. */
    public Optional<String> fileEnvironmentVariable() {
        return environmentVariable().map(name -> name + Setting.FILE_VARIABLE_SUFFIX);
    }

    /** Whether an entry of the settings file, or what was given with {@code --option}, means this secret. */
    public boolean areMeantBy(String name) {
        return Set.of(
                        option,
                        option + Setting.FILE_KEY_SUFFIX,
                        option + Setting.VARIABLE_KEY_SUFFIX,
                        key(),
                        fileKey(),
                        variableKey())
                .contains(name);
    }

    /** How a secret is given, to come after "Give it as". */
    public String waysToGiveSecret() {
        String inFile = key() + " or " + fileKey() + " under 'option' in the settings file";
        return environmentVariable()
                .map(variable -> variable + " or " + variable + Setting.FILE_VARIABLE_SUFFIX
                        + " (the path of a file) in the environment, or " + inFile)
                .orElse(inFile);
    }
}
