package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.TargetsFailedException;
import io.memberport.port.network.Network;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testing.store.ObjectStore;
import io.memberport.testkit.TestExport;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A program that embeds the sink and brings its own client, or its own credentials. */
class OwnClientTest {

    private static final TestExport EXPORT =
            TestExport.of("b-1").member("m", values(TestExport.variable("v-city", "City", "string"), text("Bonn")));

    private final ObjectStore store = ObjectStore.shared();
    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Compression.GZIP);

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private S3MemberSink.Builder sink() {
        return S3MemberSink.to(fixture.target());
    }

    private S3MemberSink.Builder sink(AwsCredentialsProvider credentials) {
        return sink().endpoint(store.endpoint()).pathStyle(true).credentials(credentials);
    }

    private static Outcome run(S3MemberSink.Builder sink) {
        return ExportTransfer.forCommunity("c")
                .run(EXPORT.asFile(), null, List.of(sink.build()), ExportListener.NONE)
                .targets()
                .get(0)
                .outcome();
    }

    private AwsCredentialsProvider keys(String secretKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), secretKey));
    }

    @Test
    void writesByTheProgramsClientAndLeavesItOpen() {
        assertEquals(Outcome.COMMITTED, run(sink().client(fixture.client().s3())));
        assertEquals(
                Outcome.ALREADY_COMMITTED, run(sink().client(fixture.client().s3())));

        assertEquals(3, fixture.client().keys().size());
    }

    @Test
    void takesCredentialsFromTheProgram() {
        assertEquals(Outcome.COMMITTED, run(sink(keys(store.secretKey()))));
    }

    @Test
    void tellsOfRefusedCredentialsAsOfThoseThatItFindsItself() {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, () -> run(sink(keys("wrong"))));

        String said = Objects.requireNonNull(failed.targets().get(0).failure()).toString();
        assertTrue(said.contains("the store answered 403"), said);
    }

    @Test
    void refusesWhatTheClientBringsItself() {
        Stream.<UnaryOperator<S3MemberSink.Builder>>of(
                        sink -> sink.endpoint(store.endpoint()),
                        sink -> sink.region("eu-central-1"),
                        sink -> sink.pathStyle(true),
                        sink -> sink.credentials(AnonymousCredentialsProvider.create()),
                        sink -> sink.profile("nightly"),
                        sink -> sink.assumeRole("arn:aws:iam::123456789012:role/nightly"),
                        sink -> sink.network(Network.ofJvm()))
                .map(setting -> setting.apply(sink().client(fixture.client().s3())))
                .forEach(sink -> refuses(
                        sink,
                        "A client of your own brings its endpoint, region, credentials and network with it.",
                        "Set these there, not on the sink."));
    }

    @Test
    void refusesCredentialsBesideAProfile() {
        refuses(
                sink().credentials(AnonymousCredentialsProvider.create()).profile("nightly"),
                "Credentials of your own and a profile exclude each other.",
                "Set one of them.");
    }

    private static void refuses(S3MemberSink.Builder sink, String problem, String advice) {
        MemberportException refused = assertThrows(MemberportException.class, sink::build);

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
        assertTrue(refused.toString().contains(problem), refused::toString);
        assertTrue(refused.toString().contains(advice), refused::toString);
    }
}
