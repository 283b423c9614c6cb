package io.memberport.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The image in a directory, and runs of its entry point in it as a container runtime would start it: as the image's user, with the
 * image's environment, on a root that is for reading only, with a directory for temporary files that allows no programs.
 */
final class UnpackedImage {

    static final int PATIENCE_SECONDS = 180;
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Mounts belong to a namespace of the process and end with it. {@code $1} is the root, {@code $2} goes to /data. */
    private static final String START = """
            set -e
            root=$1 data=$2 options=$3
            shift 3
            mount --bind "$root" "$root"
            mount --rbind /dev "$root/dev"
            mount --rbind /proc "$root/proc"
            mount --bind "$data" "$root/data"
            mount -t tmpfs -o "mode=1777$options" tmpfs "$root/tmp"
            mount -t tmpfs -o mode=1777 tmpfs "$root/var/lib/memberport"
            mount -o remount,bind,ro "$root"
            exec unshare --root="$root" --wd=/data %s "$@"
            """;

    private final Path root;
    private final String configuration;

    private UnpackedImage(Path root, String configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /** Lays the layers over each other, in their order. */
    static UnpackedImage in(Path directory) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(directory.resolve("parts"));
        Path root = Files.createDirectories(directory.resolve("root"));
        run("tar", "-xf", System.getProperty("memberport.image"), "-C", parts.toString());
        for (String layer : words(Files.readString(parts.resolve("manifest.json")), "Layers")) {
            run("tar", "-xzf", parts.resolve(layer).toString(), "--no-same-owner", "-C", root.toString());
        }
        // A runtime brings these two.
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("proc"));
        return new UnpackedImage(root, Files.readString(parts.resolve("config.json")));
    }

    /** Whether this user may have a file system of its own, which not every machine allows. */
    static boolean canRun() throws IOException, InterruptedException {
        List<String> attempt = new ArrayList<>(namespace());
        attempt.addAll(List.of("sh", "-c", "mount -t tmpfs tmpfs /mnt && unshare --root=/ true"));
        return new ProcessBuilder(attempt).inheritIO().start().waitFor() == 0;
    }

    private static List<String> namespace() {
        return isAdministrator() ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--map-root-user");
    }

    private static boolean isAdministrator() {
        return System.getProperty("user.name").equals("root");
    }

    Path root() {
        return root;
    }

    /** The value of a label. */
    String label(String name) {
        Matcher label = Pattern.compile("\"org\\.opencontainers\\.image\\." + name + "\":\"([^\"]*)\"")
                .matcher(configuration);
        return label.find() ? label.group(1) : "";
    }

    String user() {
        Matcher user = Pattern.compile("\"User\":\"([^\"]*)\"").matcher(configuration);
        return user.find() ? user.group(1) : "";
    }

    /**
     * Begins a run.
     *
     * @param data what is mounted at the working directory
     * @param temporary more options of the mount for temporary files
     */
    Process start(Path data, String temporary, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(namespace());
        // Only the administrator can become another user.
        String user = isAdministrator() ? "--setgid=65532 --setuid=65532" : "";
        command.addAll(List.of("sh", "-c", START.formatted(user), "sh", root.toString(), data.toString(), temporary));
        command.addAll(words(configuration, "Entrypoint"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        String path = builder.environment().getOrDefault("PATH", "");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        words(configuration, "Env").forEach(variable -> {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        });
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Exit code, blank, both outputs. */
    String run(Path data, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return ended(start(data, ",noexec", environment, arguments));
    }

    static String ended(Process process) throws IOException, InterruptedException {
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
        return process.exitValue() + " " + shown;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        String shown =
                ended(new ProcessBuilder(command).redirectErrorStream(true).start());
        assertTrue(shown.startsWith("0 "), shown);
    }

    /** The elements of a list of texts in a JSON document. */
    private static List<String> words(String json, String key) {
        Matcher list = Pattern.compile("\"" + key + "\":\\[([^\\]]*)\\]").matcher(json);
        assertTrue(list.find(), key);
        return Stream.of(list.group(1))
                .flatMap(elements -> WORD.matcher(elements).results())
                .map(word -> word.group(1).replace("\\", ""))
                .toList();
    }
}
