package io.memberport.cli.doctor;

import io.memberport.cli.command.CommonOptions;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.Parallelism;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.SettingsFile;
import io.memberport.cli.settings.ShownSetting;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings of a run in the order in which they are shown, each with where it comes from. */
final class ShownSettings {

    static final String DEFAULT_DEADLINE = "12h";
    static final String DEFAULT_POLL_INTERVAL = "2s";

    private ShownSettings() {}

    /** The settings file itself. */
    static ShownSetting file(Settings settings, CommonOptions options) {
        String byDefault = settings.isFileRead() ? SettingsFile.DEFAULT_NAME : "";
        return options.config == null
                ? ShownSetting.byDefault("config", byDefault)
                : ShownSetting.given("config", new GivenValue(options.config, "--config", GivenValue.Rank.FLAG));
    }

    /**
     * Single values.
     *
     * @param plugins the default directory of plugins
     * @param state the default directory in which runs remember what they have started
     */
    static Stream<ShownSetting> single(Settings settings, Optional<Path> plugins, Optional<Path> state) {
        return Arrays.stream(Setting.values())
                .map(setting -> setting.isSecret()
                        ? ShownSetting.secret(setting.key(), settings.secretSource(setting))
                        : settings.given(setting)
                                .map(given -> shown(setting, given))
                                .orElseGet(() ->
                                        ShownSetting.byDefault(setting.key(), byDefault(setting, plugins, state))));
    }

    private static String byDefault(Setting setting, Optional<Path> plugins, Optional<Path> state) {
        return switch (setting) {
            case DEADLINE -> DEFAULT_DEADLINE;
            case POLL_INTERVAL -> DEFAULT_POLL_INTERVAL;
            case MAX_FILE_SIZE -> LimitOptions.DEFAULT_FILE_SIZE;
            case MAX_MEMBER_SIZE -> LimitOptions.DEFAULT_MEMBER_SIZE;
            case MAX_COMPRESSION_RATIO -> LimitOptions.DEFAULT_COMPRESSION_RATIO;
            case MIN_RATE -> RateOptions.DEFAULT_RATE;
            case MIN_RATE_WINDOW -> RateOptions.DEFAULT_WINDOW;
            case CONNECTIONS -> RateOptions.DEFAULT_CONNECTIONS;
            case ON_DRIFT -> DriftOptions.DEFAULT;
            case SPOOL_DIRECTORY -> SpoolCheckup.byDefault().toString();
            case STATE_DIRECTORY -> state.map(Path::toString).orElse("");
            case PLUGINS -> plugins.map(Path::toString).orElse("");
            case PARALLEL -> String.valueOf(Parallelism.byDefault());
            case OUTPUT, LOG_FORMAT -> "text";
            case LINK_ADDRESSES -> "public";
            case REGION,
                    COMMUNITY,
                    API_URL,
                    CA_FILE,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    API_KEY,
                    HASH_KEY,
                    METRICS_FILE,
                    OTLP_ENDPOINT,
                    NOTIFY_URL,
                    NOTIFY_KEY -> "";
        };
    }

    private static ShownSetting shown(Setting setting, GivenValue given) {
        return setting == Setting.NOTIFY_URL
                ? ShownSetting.origin(setting.key(), given)
                : ShownSetting.given(setting.key(), given);
    }

    /** What only jobs have, of what the job says. */
    static Stream<ShownSetting> ofJob(Settings settings) {
        return Stream.of(Settings.FULL, Settings.SINCE)
                .flatMap(key -> settings.ofJob(key).stream().map(given -> ShownSetting.given(key, given)));
    }

    static Stream<ShownSetting> targets(List<GivenValue> targets) {
        return targets.isEmpty()
                ? Stream.of(ShownSetting.byDefault("to", ""))
                : targets.stream().map(target -> ShownSetting.target("to", target));
    }
}
