package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of the protocol of MariaDB that answers each statement with a request for a file of this machine. */
final class AskingServerTest {

    private static final String SECRET = "what only this machine may know";
    private static final byte OK = 0;
    private static final byte GIVE_FILE = (byte) 0xfb;

    @TempDir
    Path directory;

    @Test
    void keepsFilesFromServersThatAskForThem() throws Exception {
        Path file = Files.writeString(directory.resolve("secret.txt"), SECRET);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> serve(server, file));
            JdbcMemberSink sink = JdbcMemberSink.to("jdbc:mariadb://127.0.0.1:" + server.getLocalPort() + "/x")
                    .credentials("user", "password")
                    .build();

            MemberportException refused = assertThrows(MemberportException.class, sink::check);

            String all = heard.get(5, TimeUnit.MINUTES);
            assertTrue(refused.toString().contains("asked for file"), refused::toString);
            assertTrue(all.contains("sql_mode"), all);
            assertFalse(all.contains(SECRET), "the file was sent");
        }
    }

    /** What the client has sent, until it hung up. */
    private static String serve(ServerSocket server, Path file) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            send(out, 0, greeting());
            read(in);
            send(out, 2, new byte[] {OK, 0, 0, 2, 0, 0, 0});
            while (true) {
                byte[] sent = read(in);
                if (sent.length == 0) {
                    send(out, 3, new byte[] {OK, 0, 0, 2, 0, 0, 0});
                    continue;
                }
                heard.write(sent);
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                request.write(GIVE_FILE);
                request.write(file.toString().getBytes(StandardCharsets.UTF_8));
                send(out, 1, request.toByteArray());
            }
        } catch (EOFException | SocketException hungUp) {
            return heard.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Version 10, with a plain password and no TLS; says that it takes files. */
    private static byte[] greeting() throws IOException {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.write(10);
        greeting.write("5.5.5-10.11.0-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        greeting.write(new byte[] {1, 0, 0, 0});
        greeting.write("saltsalt\0".getBytes(StandardCharsets.US_ASCII));
        greeting.write(new byte[] {(byte) 0x89, (byte) 0xa2, 45, 2, 0, 8, 0, 21});
        greeting.write(new byte[10]);
        greeting.write("saltsaltsalt\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return greeting.toByteArray();
    }

    private static void send(OutputStream out, int number, byte[] payload) throws IOException {
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[3] = (byte) number;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        out.write(packet);
        out.flush();
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] header = new byte[4];
        in.readFully(header);
        byte[] payload = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(payload);
        return payload;
    }
}
