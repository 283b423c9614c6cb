package io.memberport.testkit;

import io.memberport.error.MemberportException;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a {@link RemoteSink}. The first line of its input says what sink to make, each further line what to do
 * with it; each is answered by a line, which says that it has been done. It ends with its input.
 */
final class SinkProcess {

    /** What every answer begins with; whatever else is printed comes from the sink. */
    static final String MARK = "contract: ";

    static final String FAILED = "failed ";

    static final String NOTHING = "-";

    private final MemberSink sink;
    private @Nullable SinkRun run;

    private SinkProcess(MemberSink sink) {
        this.sink = sink;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (MemberSink sink = create(commands.readLine())) {
            answers.println(MARK + "made");
            new SinkProcess(sink).serve(commands, answers);
        }
    }

    private void serve(BufferedReader commands, PrintStream answers) throws IOException {
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            answers.println(MARK + answer(command));
        }
        if (run != null) {
            run.close();
        }
    }

    private String answer(String command) {
        try {
            return execute(command);
        } catch (MemberportException failed) {
            return FAILED + failed.kind();
        }
    }

    private String execute(String command) {
        int blank = command.indexOf(' ');
        String argument = command.substring(blank + 1);
        switch (command.substring(0, blank)) {
            case "open" -> run = SinkUnderTest.open(sink, ContractExports.named(argument));
            case "write" -> SinkUnderTest.write(open(), ContractExports.named(argument));
            case "commit" -> open().commit(ContractExports.named(argument).metadata());
            case "last-commit" -> {
                return sink.lastCommit(argument).map(LastCommit::toLine).orElse(NOTHING);
            }
            case "has-committed" -> {
                int next = argument.indexOf(' ');
                TestExport export = ContractExports.named(argument.substring(0, next));
                return String.valueOf(sink.hasCommitted(argument.substring(next + 1), export.metadata()));
            }
            case "newest-export-date" -> {
                return sink.newestExportDate(argument).map(Instant::toString).orElse(NOTHING);
            }
            default -> throw new IllegalArgumentException(command);
        }
        return "done";
    }

    private SinkRun open() {
        return Objects.requireNonNull(run, "not open");
    }

    /** What sink to make, in one line. */
    static String encode(String provider, String target, Map<String, String> options) {
        return provider + " " + url(target)
                + options.entrySet().stream()
                        .map(option -> " " + url(option.getKey()) + "=" + url(option.getValue()))
                        .collect(Collectors.joining());
    }

    private static MemberSink create(@Nullable String line) throws ReflectiveOperationException, IOException {
        if (line == null) {
            throw new IOException("the input ends before it says what sink to make");
        }
        String[] words = line.split(" ", -1);
        MemberSinkProvider provider = Class.forName(words[0])
                .asSubclass(MemberSinkProvider.class)
                .getDeclaredConstructor()
                .newInstance();
        Map<String, String> options = new HashMap<>();
        for (int i = 2; i < words.length; i++) {
            String[] option = words[i].split("=", -1);
            options.put(text(option[0]), text(option[1]));
        }
        return provider.create(text(words[1]), SinkOptions.of(provider, options));
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String url) {
        return URLDecoder.decode(url, StandardCharsets.UTF_8);
    }
}
