package io.memberport.it.kill;

import com.sun.jdi.connect.spi.Connection;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Packets of the Java Debug Wire Protocol over a socket. The JDK's own listening connector would do, if it could listen
 * for two processes at a time; harnesses run side by side.
 */
final class DebugConnection extends Connection {

    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_BYTES = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Object sending = new Object();

    private DebugConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Greets the virtual machine at the other end, which ends the connection if it dies. */
    static DebugConnection greet(Socket socket) throws IOException {
        DebugConnection connection = new DebugConnection(socket);
        connection.out.write(HANDSHAKE);
        byte[] answer = connection.in.readNBytes(HANDSHAKE.length);
        if (!Arrays.equals(answer, HANDSHAKE)) {
            connection.close();
            throw new IOException("what answers is no Java virtual machine with its debug agent");
        }
        return connection;
    }

    /** Empty at the end. Called by one thread. */
    @Override
    public byte[] readPacket() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException end) {
            return new byte[0];
        }
        byte[] packet = new byte[length];
        ByteBuffer.wrap(packet).putInt(length);
        in.readFully(packet, LENGTH_BYTES, length - LENGTH_BYTES);
        return packet;
    }

    @Override
    public void writePacket(byte[] packet) throws IOException {
        synchronized (sending) {
            out.write(packet, 0, ByteBuffer.wrap(packet).getInt());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }
}
