package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a manifest looks like, byte by byte: engines and people read it, too. */
class ManifestTest {

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");

    private static String manifest(Format format, String layout, TestExport export) {
        S3Fixture fixture = new S3Fixture(format, Compression.ZSTD);
        try {
            ExportTransfer.forCommunity("c")
                    .run(
                            export.asFile(),
                            null,
                            List.of(fixture.sink(fixture.with("layout", layout))),
                            ExportListener.NONE);
            String key = fixture.client().keys().stream()
                    .filter(object -> object.contains("/_manifest-"))
                    .findFirst()
                    .orElseThrow();
            return new String(fixture.client().read(key), UTF_8)
                    .replaceAll("[0-9a-f]{64}", "(sha256)")
                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "(run)")
                    .replaceAll("Bytes\" : [0-9]+", "Bytes\" : 1");
        } finally {
            fixture.remove();
        }
    }

    @Test
    void hasTheSameBytesAsEver() {
        TestExport export = TestExport.of("b-1")
                .dated(NIGHT, null)
                .member(
                        "m",
                        values(
                                ProfileVariable.of("v-1", "City \"é\"\n", "string", Sensitivity.SENSITIVE),
                                text("Bonn")),
                        values(ProfileVariable.of("v-2", null, null, Sensitivity.UNSTATED), text("x")));

        assertEquals("""
                {
                  "formatVersion" : 1,
                  "community" : "c",
                  "run" : "(run)",
                  "batchId" : "b-1",
                  "contentSha256" : "(sha256)",
                  "contentBytes" : 1,
                  "full" : true,
                  "sinceDatetime" : null,
                  "exportDate" : "2026-03-01T02:00:00Z",
                  "lastSyncDate" : null,
                  "members" : 1,
                  "values" : 2,
                  "unrecognisedFields" : 0,
                  "format" : "jsonl",
                  "layout" : "json",
                  "compression" : "zstd",
                  "rows" : 1,
                  "replacedValues" : 0,
                  "untypedValues" : 0,
                  "files" : [ {
                    "key" : "community=c/export_date=2026-03-01/batch=b-1/part-00000-(run).jsonl.zst",
                    "sizeBytes" : 1,
                    "sha256" : "(sha256)",
                    "rows" : 1
                  } ],
                  "variables" : [ {
                    "id" : "v-1",
                    "name" : "City \\"é\\"\\n",
                    "dataType" : "string",
                    "isSensitive" : true
                  }, {
                    "id" : "v-2",
                    "name" : null,
                    "dataType" : null,
                    "isSensitive" : null
                  } ]
                }
                """, manifest(Format.JSONL, "json", export));
    }

    @Test
    void hasColumnsInTheWideLayout() {
        TestExport export = TestExport.of("b-1")
                .since(NIGHT)
                .dated(NIGHT, NIGHT)
                .member(
                        "m",
                        values(ProfileVariable.of("v-1", "Age", "double", Sensitivity.NOT_SENSITIVE), number("7")));

        assertEquals("""
                {
                  "formatVersion" : 1,
                  "community" : "c",
                  "run" : "(run)",
                  "batchId" : "b-1",
                  "contentSha256" : "(sha256)",
                  "contentBytes" : 1,
                  "full" : false,
                  "sinceDatetime" : "2026-03-01T02:00:00Z",
                  "exportDate" : "2026-03-01T02:00:00Z",
                  "lastSyncDate" : "2026-03-01T02:00:00Z",
                  "members" : 1,
                  "values" : 1,
                  "unrecognisedFields" : 0,
                  "format" : "parquet",
                  "layout" : "wide",
                  "compression" : "zstd",
                  "rows" : 1,
                  "replacedValues" : 0,
                  "untypedValues" : 0,
                  "files" : [ {
                    "key" : "community=c/export_date=2026-03-01/batch=b-1/part-00000-(run).zstd.parquet",
                    "sizeBytes" : 1,
                    "sha256" : "(sha256)",
                    "rows" : 1
                  } ],
                  "variables" : [ {
                    "id" : "v-1",
                    "name" : "Age",
                    "dataType" : "double",
                    "isSensitive" : false,
                    "column" : "age"
                  } ],
                  "formerVariables" : [ ],
                  "columns" : [ {
                    "name" : "age",
                    "variableId" : "v-1",
                    "kind" : "number",
                    "current" : true
                  } ]
                }
                """, manifest(Format.PARQUET, "wide", export));
    }
}
