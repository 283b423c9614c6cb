package io.memberport.testing.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate, of a server or a client, that only those trust who are given its authority: itself, or one that was made for it. */
public final class OwnCertificate {

    private static final String PASSWORD = "not-a-secret";
    private static final String AUTHORITY = "authority";
    private static final String KEY = "key";

    private final KeyStore keys;
    private final Certificate authority;

    /** Of the key alone: a socket would show the certificate of any other, too. */
    private OwnCertificate(KeyStore keys, String authority) throws GeneralSecurityException {
        this.keys = keys;
        this.authority = keys.getCertificate(authority);
        if (!authority.equals(KEY)) {
            keys.deleteEntry(authority);
        }
    }

    /**
     * Makes one that is its own authority.
     *
     * @param names as keytool wants them, {@code dns:api.example.test} for example
     */
    public static OwnCertificate of(Path directory, String names) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("key-" + System.nanoTime() + ".p12");
        keytool(store, "-genkeypair", "-alias", KEY, "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + names);
        return new OwnCertificate(read(store), KEY);
    }

    /**
     * Makes one that an authority has issued.
     *
     * @param names as keytool wants them
     * @param start when it begins to be valid, as keytool wants it: {@code -10d} for example
     * @param days for which it is valid from then on
     */
    public static OwnCertificate issued(Path directory, String names, String start, int days)
            throws IOException, GeneralSecurityException {
        Path store = directory.resolve("key-" + System.nanoTime() + ".p12");
        Path request = directory.resolve("request-" + System.nanoTime());
        Path issued = directory.resolve("issued-" + System.nanoTime());
        keytool(store, "-genkeypair", "-alias", AUTHORITY, "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
        keytool(store, "-genkeypair", "-alias", KEY, "-keyalg", "EC", "-dname", "CN=test");
        keytool(store, "-certreq", "-alias", KEY, "-file", request.toString());
        keytool(
                store,
                List.of("-gencert", "-alias", AUTHORITY, "-infile", request.toString(), "-outfile", issued.toString()),
                List.of("-ext", "san=" + names, "-startdate", start, "-validity", String.valueOf(days)));
        keytool(store, "-importcert", "-noprompt", "-alias", KEY, "-file", issued.toString());
        return new OwnCertificate(read(store), AUTHORITY);
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        keytool(store, List.of(arguments), List.of());
    }

    private static void keytool(Path store, List<String> arguments, List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(more);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(120, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool has failed: " + arguments.get(0));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            keytool.destroyForcibly();
        }
    }

    private static KeyStore read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** A socket on loopback that shows this certificate; the caller closes it. */
    public ServerSocket listener() throws IOException, GeneralSecurityException {
        return context(null).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * A socket on loopback that shows this certificate and demands one of the other side; the caller closes it.
     *
     * @param client whose authority it trusts, and no other
     * @param version of TLS, and no other
     */
    public ServerSocket demandingListener(OwnCertificate client, String version)
            throws IOException, GeneralSecurityException {
        SSLServerSocket listener = (SSLServerSocket) context(client.authority)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {version});
        listener.setNeedClientAuth(true);
        return listener;
    }

    /** Of a client that shows this certificate, and trusts the authority of that of its server. */
    public SSLContext clientOf(OwnCertificate server) throws IOException, GeneralSecurityException {
        return context(server.authority);
    }

    /** Shows this certificate, and trusts an authority; what the JVM trusts if null. */
    private SSLContext context(@Nullable Certificate trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trusted == null ? null : trusting(trusted), null);
        return context;
    }

    private static TrustManager[] trusting(Certificate authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    /** Writes the authority to a file. */
    public Path pem(Path file) throws IOException, GeneralSecurityException {
        byte[] certificate = authority.getEncoded();
        return Files.writeString(
                file,
                "A comment\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate) + "\n-----END CERTIFICATE-----\n");
    }
}
