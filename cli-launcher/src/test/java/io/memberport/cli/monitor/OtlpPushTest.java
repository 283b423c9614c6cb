package io.memberport.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.cli.CommandLineRun;
import io.memberport.cli.process.Interruption;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.DocumentReceiver;
import io.memberport.port.Delays;
import io.memberport.port.network.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpPushTest {

    @Test
    void failsIfTheRegistryHasEncodedNothing() {
        OtlpPush push = new OtlpPush(
                new DocumentReceiver(
                        "post the metrics", URI.create("http://127.0.0.1:1/"), Network.ofJvm(), Delays.REAL),
                new CommandLineRun(Path.of("")).process(new Interruption()));

        MemberportException failure = assertThrows(MemberportException.class, () -> push.push(Duration.ofSeconds(30)));

        assertEquals(FailureKind.BUG, failure.kind());
    }

    @Test
    void takesHeadersWhoseNamesDifferInCaseForOne() {
        assertEquals(
                Map.of("Authorization", "b"),
                OtlpHeaders.of(Map.of(
                        "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=a",
                        "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "authorization=b")));
    }

    @Test
    void showsNothingOfTheEnvironment() {
        Map<String, String> secret = Map.of("authorization", "sesame");

        assertFalse(new OtlpPush.Config(secret, Map.of()).toString().contains("sesame"));
        assertFalse(new OtlpPush.Config(Map.of(), secret).toString().contains("sesame"));
    }
}
