package io.memberport.encoding.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is mounted where, as Linux tells it in {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)). A file can be mounted,
 * too, as containers do; it can be written, but not replaced by another one.
 *
 * @param text in the form of the kernel
 */
record MountTable(String text) {

    private static final Path OF_PROCESS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** What this process sees; empty where the operating system does not tell. */
    static MountTable ofProcess() {
        try {
            return new MountTable(
                    Files.isReadable(OF_PROCESS)
                            ? new String(Files.readAllBytes(OF_PROCESS), StandardCharsets.ISO_8859_1)
                            : "");
        } catch (IOException notTold) {
            return new MountTable("");
        }
    }

    /**
     * Whether something is mounted under this very name.
     *
     * @param path absolute and without links
     */
    public boolean contains(Path path) {
        String bytes = new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return text.lines()
                .map(line -> line.split(" "))
                .anyMatch(fields -> fields.length > MOUNT_POINT
                        && plain(fields[MOUNT_POINT]).equals(bytes));
    }

    /** The kernel writes blanks and the like as three octal digits. */
    private static String plain(String field) {
        return OCTAL.matcher(field)
                .replaceAll((MatchResult octal) ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    }
}
