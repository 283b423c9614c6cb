package io.memberport.sink.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3MemberSinkProviderTest {

    private final S3MemberSinkProvider provider = new S3MemberSinkProvider();

    private MemberSink create(Map<String, String> options) {
        return provider.create("s3://lake/members/", SinkOptions.of(provider, options));
    }

    private MemberportException refusal(String option, String value) {
        MemberportException failure = assertThrows(
                MemberportException.class, () -> create(Map.of(option, value)).close());
        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        return failure;
    }

    @Test
    void makesASinkWithoutASingleOption() {
        try (MemberSink sink = create(Map.of())) {
            assertEquals("s3://lake/members/", sink.description());
            assertTrue(sink.accumulates());
            assertFalse(sink.needsVariablesFirst());
        }
    }

    @Test
    void takesTheLayoutOfTheFormatAndNoOther() {
        create(Map.of("layout", "json")).close();
        create(Map.of("layout", "long", "format", "csv")).close();

        create(Map.of("layout", "wide", "format", "parquet")).close();

        MemberportException failure = refusal("layout", "wide");
        assertTrue(
                failure.toString()
                        .contains(
                                "format jsonl does not have the layout wide, only json. These formats have it: parquet."),
                failure.toString());
        refusal("layout", "long");
        refusal("layout", "tall");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1kB", "64KiB", "1MB", "128MiB", "1 GiB", "64gib", "4096", "2B"})
    void takesSizes(String size) {
        create(Map.of("file-size", size)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1MiB", "1.5GB"})
    void refusesSizesThatAreNone(String size) {
        assertEquals(
                "The option 's3.file-size' is '" + size + "'; it must be a size like 128MiB or 1GiB.",
                refusal("file-size", size).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0MB", "65GiB", "1TB", "2TiB", "999999999999999999TiB"})
    void refusesSizesThatNoFileCanHave(String size) {
        assertEquals(
                "Files can have from 1 byte to 64 GiB before they are compressed.",
                refusal("file-size", size).getMessage());
    }

    @Test
    void takesTheFormerNameOfTheSizeOfFilesToo() {
        create(Map.of("part-size", "64MiB")).close();
        refusal("part-size", "large");
        assertThrows(MemberportException.class, () -> create(Map.of("part-size", "64MiB", "file-size", "1GiB")));
    }

    @ParameterizedTest
    @CsvSource({
        "minio, not a URL",
        "minio.example.org:9000, not a URL",
        "localhost:9000, does not begin with https://",
        "'https://store.example.org\n', see its character 26",
        "'https://sto\rre.example.org', see its character 12",
        "https://store_1.example.org, has no valid host",
        "https://st\u00f6re.example.org, form that begins with xn--",
        "https://store.example.org?x=1, has a query or a fragment",
        "https://AKIA:s3cr3t@sto_re.example.org, has a user in it",
        "ftp://store.example.org, not a URL",
        "http://store.example.org, plain http",
        "https://AKIA:s3cr3t@store.example.org, has a user in it"
    })
    void refusesEndpointsThatAreNoneOrNotSafe(String endpoint, String why) {
        MemberportException failure = refusal("endpoint", endpoint);

        assertTrue(failure.toString().contains(why), failure.toString());
        assertFalse(failure.toString().contains("s3cr3t"), failure.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://store.example.org/lake",
                "https://store.example.org/lake/",
                "https://lake.s3.eu-west-1.amazonaws.com"
            })
    void refusesEndpointsWithTheBucketInThem(String endpoint) {
        try (MemberSink sink = create(Map.of("endpoint", endpoint))) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(failure.toString().contains("has the bucket lake in it"), failure.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://store.example.org/storage/v1/s3",
                "https://store.example.org/a:b",
                "http://127.0.0.1:9000",
                "http://localhost:9000",
                "http://[::1]:9000",
                "https://store.example.org"
            })
    void takesEndpointsOnThisMachineAndThoseWithTls(String endpoint) {
        create(Map.of("endpoint", endpoint)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "=value", "a=1,a=2", "a=1,,b=2"})
    void refusesTagsThatAreNone(String tags) {
        refusal("tags", tags);
    }

    @Test
    void refusesAKeyWithoutTheEncryptionThatUsesIt() {
        assertEquals(
                "The option s3.kms-key needs the option s3.encryption to be aws:kms or aws:kms:dsse.",
                refusal("kms-key", "alias/members").getMessage());
    }
}
