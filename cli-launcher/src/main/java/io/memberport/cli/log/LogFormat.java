package io.memberport.cli.log;

import io.memberport.cli.settings.Setting;
import io.memberport.port.SinkOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of what goes to standard error. */
public enum LogFormat {
    TEXT,
    JSON;

    /**
     * What a command line and an environment ask for that may not be understood in full: for failures before the settings
     * are known. The settings file is not looked at.
     */
    public static LogFormat askedFor(List<String> arguments, Map<String, String> environment) {
        String asked =
                flag(arguments).orElseGet(() -> environment.getOrDefault(Setting.LOG_FORMAT.environmentVariable(), ""));
        return asked.strip().equals(SinkOption.wireName(JSON)) ? JSON : TEXT;
    }

    private static Optional<String> flag(List<String> arguments) {
        String flag = Setting.LOG_FORMAT.flag();
        int last = arguments.lastIndexOf(flag);
        return Stream.concat(
                        arguments.stream()
                                .filter(argument -> argument.startsWith(flag + "="))
                                .map(argument -> argument.substring(flag.length() + 1)),
                        last < 0 || last == arguments.size() - 1 ? Stream.empty() : Stream.of(arguments.get(last + 1)))
                .findFirst();
    }
}
