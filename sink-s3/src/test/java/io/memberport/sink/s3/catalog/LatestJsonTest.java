package io.memberport.sink.s3.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.catalog.CommunityState.Claim;
import io.memberport.sink.s3.catalog.CommunityState.FormerClaim;
import io.memberport.sink.s3.refusal.S3Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatestJsonTest {

    private static final S3Target TARGET = S3Target.parse("s3://lake/members/");
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final CommittedExport FULL = export("community=a/export_date=2026-03-01/batch=1/", null, "b-1");
    private static final CommittedExport CHANGES = export("community=a/export_date=2026-03-02/batch=2/", NIGHT, null);

    private static final Claim CLAIM = new Claim(
            "run-3",
            "community=a/x/",
            List.of(new FormerClaim("run-2", "community=a/x/"), new FormerClaim("run-1", "community=a/y/")));

    private static CommittedExport export(String folder, @Nullable Instant since, @Nullable String batch) {
        return new CommittedExport(
                folder, "jsonl", "json", "gzip", batch, "0".repeat(64), since, NIGHT, null, null, 3, 3, 1, 4711, "run");
    }

    @Test
    void readsWhatItWrites() {
        Latest latest = new Latest(Map.of(
                "a", new CommunityState(List.of(FULL, CHANGES), CLAIM, List.of(CHANGES, FULL)),
                "b \"odd\" é\n", new CommunityState(List.of(), null, List.of(FULL))));

        assertEquals(latest, LatestJson.read(LatestJson.write(latest), TARGET));
    }

    /** Engines read it, too, and each run writes it on condition of what it has read. */
    @Test
    void writesTheSameBytesAsEver() {
        Latest latest = new Latest(
                Map.of("b", CommunityState.NOTHING, "a", new CommunityState(List.of(FULL), CLAIM, List.of(CHANGES))));
        String json = """
                {
                  "formatVersion" : 1,
                  "communities" : {
                    "a" : {
                      "exports" : [ {
                        "manifest" : "community=a/export_date=2026-03-01/batch=1/_manifest-run.json",
                        "folder" : "community=a/export_date=2026-03-01/batch=1/",
                        "full" : true,
                        "format" : "jsonl",
                        "layout" : "json",
                        "compression" : "gzip",
                        "batchId" : "b-1",
                        "contentSha256" : "(sha256)",
                        "sinceDatetime" : null,
                        "exportDate" : "2026-03-01T02:00:00Z",
                        "lastSyncDate" : null,
                        "members" : 3,
                        "rows" : 3,
                        "files" : 1,
                        "bytes" : 4711,
                        "run" : "run"
                      } ],
                      "underWay" : {
                        "run" : "run-3",
                        "folder" : "community=a/x/",
                        "former" : [ {
                          "run" : "run-2",
                          "folder" : "community=a/x/"
                        }, {
                          "run" : "run-1",
                          "folder" : "community=a/y/"
                        } ]
                      },
                      "superseded" : [ {
                        "manifest" : "community=a/export_date=2026-03-02/batch=2/_manifest-run.json",
                        "folder" : "community=a/export_date=2026-03-02/batch=2/",
                        "full" : false,
                        "format" : "jsonl",
                        "layout" : "json",
                        "compression" : "gzip",
                        "batchId" : null,
                        "contentSha256" : "(sha256)",
                        "sinceDatetime" : "2026-03-01T02:00:00Z",
                        "exportDate" : "2026-03-01T02:00:00Z",
                        "lastSyncDate" : null,
                        "members" : 3,
                        "rows" : 3,
                        "files" : 1,
                        "bytes" : 4711,
                        "run" : "run"
                      } ]
                    },
                    "b" : {
                      "exports" : [ ],
                      "superseded" : [ ]
                    }
                  }
                }
                """;

        assertEquals(json.replace("(sha256)", "0".repeat(64)), new String(LatestJson.write(latest), UTF_8));
    }

    @Test
    void ignoresWhatItDoesNotKnow() {
        String json = "{\"new\":[1,{}],\"formatVersion\":1,\"communities\":{\"a\":{\"more\":{},\"exports\":[]}}}";

        assertEquals(new Latest(Map.of("a", CommunityState.NOTHING)), LatestJson.read(json.getBytes(UTF_8), TARGET));
    }

    @Test
    void readsWhatHasNoRecordOfFormerExports() {
        Latest latest = new Latest(Map.of("a", new CommunityState(List.of(FULL), null, List.of())));
        String json = new String(LatestJson.write(latest), UTF_8);
        String without = json.replaceAll(",\\s*\"superseded\" : \\[ *\\]", "");

        assertNotEquals(json, without);
        assertEquals(latest, LatestJson.read(without.getBytes(UTF_8), TARGET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"batchId\" : \"b-1\" -> \"batchId\" : 1",
                "\"members\" : 3 -> \"members\" : \"3\"",
                "\"members\" : 3 -> \"members\" : 3.0",
                "\"members\" : 3 -> \"members\" : null",
                "\"members\" : 3, -> ",
                "\"layout\" : \"json\", -> ",
                "\"layout\" : \"json\" -> \"layout\" : null",
                "\"run\" : \"run\" -> \"run\" : []",
                "2026-03-01T02:00:00Z -> 2026-03-01",
            })
    void refusesWhatIsUnlikeAnExport(String change) {
        String[] fromTo = change.split(" -> ", -1);
        Latest latest = new Latest(Map.of("a", new CommunityState(List.of(FULL), null, List.of())));
        String json = new String(LatestJson.write(latest), UTF_8);
        String changed = json.replace(fromTo[0], fromTo[1]);

        assertNotEquals(json, changed);
        assertThrows(MemberportException.class, () -> LatestJson.read(changed.getBytes(UTF_8), TARGET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"formatVersion\":2,\"communities\":{}}",
                "{\"formatVersion\":1,\"communities\":[]}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"exports\":[{}]}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"superseded\":[{}]}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"superseded\":{}}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"exports\":{}}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"exports\":null}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"exports\":[null]}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":{\"exports\":[],\"underWay\":{}}}}",
                "{\"formatVersion\":1,\"communities\":{\"a\":null}}",
                "{\"formatVersion\":\"1\",\"communities\":{}}",
                "{\"formatVersion\":1.0,\"communities\":{}}",
                "{\"communities\":{}}",
                "null",
                "{\"formatVersion\":1,\"communities\":{}} x",
                "{\"formatVersion\":1,"
            })
    void refusesWhatItCannotTrust(String json) {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> LatestJson.read(json.getBytes(UTF_8), TARGET));

        assertEquals(FailureKind.TARGET, failure.kind());
    }
}
