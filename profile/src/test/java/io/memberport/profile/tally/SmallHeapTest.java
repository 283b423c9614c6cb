package io.memberport.profile.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.ExportListener;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.json.ProfileJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles, in a process with a small heap, an export that fills every table and every sketch. */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
class SmallHeapTest {

    private static final int BARE_MEMBERS = 600_000;

    /** Of thousands of variables, and of as many as there can be. */
    @ParameterizedTest
    @CsvSource({"64, 2000, 600", "128, 10000, 250"})
    void needsNoMoreMemoryThanIsPromised(int megabytes, int variables, int members)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName(),
                        String.valueOf(variables),
                        String.valueOf(members))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
            assertTrue(output.endsWith(members + BARE_MEMBERS + " members, " + variables + " variables\n"), output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs in the other process. */
    public static void main(String[] numbers) throws IOException {
        int variables = Integer.parseInt(numbers[0]);
        int members = Integer.parseInt(numbers[1]);
        ExportFile file =
                ExportFile.ofStreams("test export", () -> new Members(variables, members), DocumentLimits.DEFAULT);
        ExportProfile profile = Profiler.profile(file, 10, Map.of(), ExportListener.NONE);
        ProfileJson.write(profile, null, OutputStream.nullOutputStream());
        System.out.println(
                profile.export().members() + " members, " + profile.variables().size() + " variables");
    }

    /** The export, a member at a time. */
    private static final class Members extends InputStream {

        private final int variables;
        private final int members;
        private byte[] text = "{\"members\":[".getBytes(UTF_8);
        private int at;
        private int next;

        Members(int variables, int members) {
            this.variables = variables;
            this.members = members;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (at == text.length && !goOn()) {
                return -1;
            }
            int count = Math.min(length, text.length - at);
            System.arraycopy(text, at, target, from, count);
            at += count;
            return count;
        }

        private boolean goOn() {
            int member = next++;
            String json = member == members + BARE_MEMBERS ? "]}" : (member == 0 ? "" : ",") + member(member);
            text = json.getBytes(UTF_8);
            at = 0;
            return member <= members + BARE_MEMBERS;
        }

        private String member(int member) {
            StringBuilder json =
                    new StringBuilder("{\"memberId\":\"").append(member).append("\",\"variables\":[");
            for (int variable = 0; variable < (member < members ? variables : 0); variable++) {
                json.append(variable == 0 ? "" : ",").append(variable(member, variable));
            }
            return json.append("]}").toString();
        }

        /** Each with a value that no other member has. */
        private static String variable(int member, int variable) {
            List<String> types = List.of("string", "double", "datetime", "enum", "set");
            String type = types.get(variable % types.size());
            String value =
                    switch (type) {
                        case "double" -> member + "." + variable;
                        case "datetime" -> "%d-%02d-01".formatted(1000 + member, variable % 12 + 1);
                        case "enum" -> "Option " + (member % 3 == 0 ? member : member % 20);
                        default -> "Text " + member + " of some length, " + variable;
                    };
            return TestExport.defined("v" + variable, "Variable " + variable, type, "false", "\"" + value + "\"");
        }
    }
}
