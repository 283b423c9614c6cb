package io.memberport.sink.jdbc.h2;

import io.memberport.sink.jdbc.driver.FileKind;
import io.memberport.sink.jdbc.driver.FileUrls;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Those of H2, which has databases in files, in memory and in servers, and puts an ending behind the name of a file. */
public final class H2Urls extends FileUrls {

    private static final String ENDING = ".mv.db";

    private static final String PREFIX = "jdbc:h2:";
    private static final String EXAMPLE = PREFIX + "./members";
    private static final String ACCESS = "ACCESS_MODE_DATA";
    private static final String FILE = "file:";

    private static final Set<String> SERVERS = Set.of("tcp", "ssl");
    private static final Pattern IN_MEMORY = Pattern.compile("mem:.*|\\.|(mem|nioMem)(FS|LZF):.*", Pattern.DOTALL);

    /** As H2 has it: "implicitly relative to the current working directory is not allowed". */
    private static final Pattern EXPLICIT =
            Pattern.compile("[/\\\\].*|~/.*|.*\\.[/\\\\].*|.*:[/\\\\].*", Pattern.DOTALL);

    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1");

    public H2Urls() {
        super("H2", PREFIX, ";", ";", EXAMPLE);
    }

    @Override
    public FileKind kind() {
        return FileKind.H2;
    }

    @Override
    public String ending() {
        return ENDING;
    }

    @Override
    public @Nullable Path file(String url) {
        return keepNothing(url) || isInServer(url) ? null : path(plainName(url) + ENDING);
    }

    @Override
    public boolean keepNothing(String url) {
        return IN_MEMORY.matcher(plainName(url)).matches();
    }

    @Override
    public @Nullable String parameterAgainstWriting(String url) {
        return parameter(url, ACCESS).equals("r") ? ACCESS : null;
    }

    @Override
    public @Nullable String parameterAgainstCreation(String url) {
        for (String name : List.of("IFEXISTS", "FORBID_CREATION")) {
            if (YES.contains(parameter(url, name))) {
                return name;
            }
        }
        return super.parameterAgainstCreation(url);
    }

    @Override
    public @Nullable String ownMistake(String url) {
        String name = plainName(url);
        if (keepNothing(url) || isInServer(url)) {
            return null;
        }
        if (name.isBlank()) {
            return "names no file. Write " + EXAMPLE + " for example.";
        }
        if (scheme(name) != null) {
            return "names one of H2's own file systems, where Memberport cannot protect what is written. Write "
                    + EXAMPLE + " for example.";
        }
        if (name.endsWith(ENDING)) {
            return "has the ending .mv.db, but H2 adds this ending itself. Leave it out.";
        }
        return EXPLICIT.matcher(name).matches() || name.startsWith("~")
                ? null
                : "has a relative path that H2 does not accept. Write ./ before it, as in " + EXAMPLE + ".";
    }

    @Override
    public String home() {
        return System.getProperty("user.home", "");
    }

    private boolean isInServer(String url) {
        return SERVERS.contains(String.valueOf(scheme(name(url))));
    }

    /** H2 takes a backslash for a slash, everywhere. */
    private String plainName(String url) {
        String name = name(url).replace('\\', '/');
        return name.startsWith(FILE) ? name.substring(FILE.length()) : name;
    }
}
