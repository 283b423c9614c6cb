package io.memberport.cli.doctor;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.DriftOptions;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.command.RateOptions;
import io.memberport.cli.monitor.RunMonitor;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a run makes of settings that it reads together, by the methods by which it reads them. */
enum Reading {
    SCHEDULE,
    LIMITS,
    RATE,
    CONNECTIONS,
    DRIFT,
    METRICS,
    NOTIFICATION,
    /** Of settings that other checks are about, and of those that a run has read before it begins. */
    ELSEWHERE;

    /** Without a default, so that a new setting has one. */
    private static Reading of(Setting setting) {
        return switch (setting) {
            case DEADLINE, POLL_INTERVAL -> SCHEDULE;
            case MAX_FILE_SIZE, MAX_MEMBER_SIZE, MAX_COMPRESSION_RATIO -> LIMITS;
            case MIN_RATE, MIN_RATE_WINDOW -> RATE;
            case CONNECTIONS -> CONNECTIONS;
            case ON_DRIFT -> DRIFT;
            case OTLP_ENDPOINT -> METRICS;
            case NOTIFY_URL, NOTIFY_KEY -> NOTIFICATION;
            case REGION,
                    COMMUNITY,
                    API_URL,
                    LINK_ADDRESSES,
                    CA_FILE,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    API_KEY,
                    HASH_KEY,
                    SPOOL_DIRECTORY,
                    STATE_DIRECTORY,
                    PLUGINS,
                    PARALLEL,
                    METRICS_FILE,
                    OUTPUT,
                    LOG_FORMAT -> ELSEWHERE;
        };
    }

    /** The keys of its settings. */
    String subject() {
        return Arrays.stream(Setting.values())
                .filter(setting -> of(setting) == this)
                .map(Setting::key)
                .collect(Collectors.joining(", "));
    }

    /** Reads them as a run does. */
    Object read(CommandSession session) {
        Settings settings = session.settings();
        return switch (this) {
            case SCHEDULE -> PollOptions.schedule(settings);
            case LIMITS -> LimitOptions.limits(settings);
            case RATE -> RateOptions.policy(settings);
            case CONNECTIONS -> RateOptions.connections(settings);
            case DRIFT -> DriftOptions.policy(settings);
            case METRICS -> RunMonitor.tryMetrics(session);
            case NOTIFICATION -> RunMonitor.tryNotification(session);
            case ELSEWHERE -> settings;
        };
    }
}
