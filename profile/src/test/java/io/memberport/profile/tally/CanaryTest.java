package io.memberport.profile.tally;

import static io.memberport.profile.tally.TestExport.defined;
import static io.memberport.profile.tally.TestExport.option;
import static io.memberport.profile.tally.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.profile.ExportProfile;
import io.memberport.profile.json.ProfileJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every value that may not be told is a marker that stands nowhere else, and is looked for in all that a profile says. */
class CanaryTest {

    private static final int MEMBERS = 40;

    private final List<String> markers = new ArrayList<>();

    private String marker(String prefix) {
        String marker = prefix + (7_310_000 + markers.size());
        markers.add(marker);
        return marker;
    }

    private String quoted(String prefix) {
        return "\"" + marker(prefix) + "\"";
    }

    /** A day in a year that nothing else has. */
    private String date() {
        String year = String.valueOf(3_000 + markers.size());
        markers.add(year + "-");
        return "\"" + year + "-05-17T11:12:13Z\"";
    }

    private String[] variables(String sensitive) {
        return new String[] {
            defined("text " + sensitive, "Text", "string", sensitive, quoted("words ")),
            defined("id " + sensitive, "Id", "identifier", sensitive, quoted("K")),
            defined("unknown " + sensitive, "Unknown", "geo", sensitive, quoted("geo ")),
            defined("number " + sensitive, "Number", "double", sensitive, marker("8")),
            defined("time " + sensitive, "Time", "datetime", sensitive, date()),
            defined("enum " + sensitive, "Enum", "enum", sensitive, option(marker("e"), marker("label "))),
            defined("set " + sensitive, "Set", "set", sensitive, quoted("label "), quoted("label "))
        };
    }

    private static String[] freeTexts(CanaryTest markers) {
        return new String[] {
            variable("words", "string", markers.quoted("open "), markers.quoted("http://x.example/")),
            variable("number of text", "identifier", markers.quoted("")),
            variable("later protected", "enum", option("shared", "Public so far")),
            variable("own words", "enum", option("other", markers.marker("own ")))
        };
    }

    @Test
    void tellsNoValueThatIsProtectedAndNoFreeText() throws IOException {
        TestExport export = new TestExport();
        for (int i = 0; i < MEMBERS; i++) {
            export.member(marker("member"), variables("true"));
            export.member(marker("member"), variables("null"));
            export.member(marker("member"), freeTexts(this));
        }
        markers.add("Public so far");
        export.member("last", defined("later protected", "later protected", "enum", "null", option("shared", "x")));

        ExportProfile profile = export.profile();

        String json = json(profile);
        assertEquals(18, profile.variables().size());
        assertTrue(json.contains("\"filledMembers\":" + MEMBERS), "nothing was counted");
        assertEquals(List.of(), markers.stream().filter(json::contains).toList());
        assertEquals(
                List.of(), markers.stream().filter(profile.toString()::contains).toList());
    }

    /** What may be told is there, so that the test above looks at the right places; but records do not tell it by themselves. */
    @Test
    void tellsWhatMembersShareButNotInLogs() throws IOException {
        ExportProfile profile = new TestExport()
                .members(
                        5,
                        variable("enum", "enum", option("guid", "Shared label")),
                        variable("number", "double", "73.125"),
                        variable("time", "datetime", "\"2021-05-17T11:12:13Z\""))
                .profile();

        String json = json(profile);

        for (String shared : List.of("Shared label", "guid", "73.125", "2021-05-17T11:12:13Z")) {
            assertTrue(json.contains(shared), shared);
            assertTrue(!profile.toString().contains(shared), shared);
        }
    }

    private static String json(ExportProfile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProfileJson.write(profile, null, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
