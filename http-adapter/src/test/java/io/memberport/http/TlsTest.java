package io.memberport.http;

import static io.memberport.http.ApiFixture.failureOf;
import static io.memberport.http.ApiFixture.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "not-a-secret";

    @TempDir
    private Path directory;

    @Test
    void sendsNothingToAServerWhoseCertificateIsNotTrusted() throws Exception {
        FakeTime time = new FakeTime();
        try (ScriptedServer stranger = new ScriptedServer("https", listenerWithACertificateOfItsOwn());
                AlidaApi api = AlidaApi.at(stranger.uri())
                        .community("c")
                        .credentials(new ClientCredentials("some-id", "some-secret", null))
                        .timing(time.timing())
                        .build()) {
            MemberportException failure = failureOf(() -> api.start(null));
            assertEquals(FailureKind.UNAVAILABLE, failure.kind());
            assertTrue(messageOf(failure).contains("certificate is not one this JVM trusts"), messageOf(failure));
            assertEquals(List.of(), stranger.requests());
        }
        assertEquals(List.of(), time.pauses());
    }

    private ServerSocket listenerWithACertificateOfItsOwn() throws Exception {
        Path store = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
