package io.memberport.cli.settings;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The text that a process is started with: arguments, environment variables and the working directory. Java decodes it as
 * the locale says, whatever the bytes are. A locale without UTF-8, which is what cron jobs and small images have, turns
 * a letter into two other characters, and nothing after that can tell. Such text is refused, because a garbled name can be
 * the name of a new schema, and a garbled secret locks an account.
 */
public final class ProcessText {

    /** What Java decodes arguments, variables and names of files with; it cannot be set. */
    private static final String ENCODING_PROPERTY = "sun.jnu.encoding";

    private static final String NEXT_STEP = "Set LC_ALL=C.UTF-8 in the environment and run again.";

    /** What stands for bytes that are no text. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Charset charset;
    private final boolean isWindows;

    /**
     * How a process decodes.
     *
     * @param encoding name of the character set; one that is unknown counts as ASCII
     * @param system name of the operating system
     */
    ProcessText(String encoding, String system) {
        this.charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : StandardCharsets.US_ASCII;
        this.isWindows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    public static ProcessText ofThisProcess() {
        return new ProcessText(
                Objects.requireNonNullElse(System.getProperty(ENCODING_PROPERTY), "US-ASCII"),
                System.getProperty("os.name"));
    }

    /** Refuses text that was decoded wrongly, or may have been. */
    public void check(List<String> arguments, Map<String, String> environment, String workingDirectory) {
        for (int i = 0; i < arguments.size(); i++) {
            int index = i;
            check(arguments.get(i), () -> origin(arguments, index));
        }
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(Setting.VARIABLE_PREFIX)) {
                check(value, () -> name);
            }
        });
        check(workingDirectory, () -> "The working directory");
    }

    /**
     * Refuses the value of a variable that was decoded wrongly, or may have been.
     *
     * @param origin what to call the variable at the beginning of a message
     */
    void checkVariable(String value, String origin) {
        check(value, () -> origin);
    }

    private void check(String text, Supplier<String> origin) {
        if (isAscii(text)) {
            return;
        }
        // Windows has its own way for text that a code page cannot hold.
        if (!charset.equals(StandardCharsets.UTF_8) && !isWindows) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin.get() + " has letters beyond ASCII, and the locale of this process (" + charset.name()
                            + ") garbles them. " + NEXT_STEP);
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, origin.get() + " has bytes that are not UTF-8. Write it in UTF-8.");
        }
    }

    /**
     * Refuses the name of a file that cannot be passed on to the operating system, although it was read as it is.
     *
     * @param origin where it was given, as a message would say it
     */
    public void checkName(String name, String origin) {
        if (!charset.newEncoder().canEncode(name)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    origin + " has letters that file names cannot have in the locale of this process (" + charset.name()
                            + "). " + NEXT_STEP);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** The option that the argument belongs to, without a value; an argument by its place. */
    private static String origin(List<String> arguments, int index) {
        String argument = arguments.get(index);
        int equals = argument.indexOf('=');
        if (argument.startsWith("-")) {
            return optionName(equals < 0 ? argument : argument.substring(0, equals), index);
        }
        return index > 0 && arguments.get(index - 1).matches("--?[a-z-]+")
                ? arguments.get(index - 1)
                : "Argument " + (index + 1);
    }

    private static String optionName(String name, int index) {
        return name.matches("--?[a-z-]+") ? name : "Argument " + (index + 1);
    }
}
