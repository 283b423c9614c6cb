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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Profiles, in a process with a small heap, an export that fills every table and every sketch. */
@EnabledIfSystemProperty(named = "memberport.thorough", matches = "true")
class SmallHeapTest {

    private static final int VARIABLES = 2_000;
    private static final int MEMBERS = 600;
    private static final int BARE_MEMBERS = 600_000;

    @Test
    void needsNoMoreThan64MegabytesForThousandsOfVariables() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
            assertTrue(output.endsWith(MEMBERS + BARE_MEMBERS + " members, " + VARIABLES + " variables\n"), output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs in the other process. */
    public static void main(String[] none) throws IOException {
        ExportFile file = ExportFile.ofStreams("test export", Members::new, DocumentLimits.DEFAULT);
        ExportProfile profile = Profiler.profile(file, 10, Map.of(), ExportListener.NONE);
        ProfileJson.write(profile, null, OutputStream.nullOutputStream());
        System.out.println(
                profile.export().members() + " members, " + profile.variables().size() + " variables");
    }

    /** The export, a member at a time. */
    private static final class Members extends InputStream {

        private byte[] text = "{\"members\":[".getBytes(UTF_8);
        private int at;
        private int next;

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
            String json = member == MEMBERS + BARE_MEMBERS ? "]}" : (member == 0 ? "" : ",") + member(member);
            text = json.getBytes(UTF_8);
            at = 0;
            return member <= MEMBERS + BARE_MEMBERS;
        }

        private static String member(int member) {
            StringBuilder json =
                    new StringBuilder("{\"memberId\":\"").append(member).append("\",\"variables\":[");
            for (int variable = 0; variable < (member < MEMBERS ? VARIABLES : 0); variable++) {
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
