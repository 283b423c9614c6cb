package io.memberport.it.kill;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stops the Java program of a command at a point. The virtual machine connects to a port of the loopback interface; of
 * several that a command starts one after the other, each is watched. Used by one thread, for one run.
 */
final class Debugger implements AutoCloseable {

    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket server;
    private @Nullable VirtualMachine machine;
    private String progress = "no Java virtual machine reported";

    private Debugger(ServerSocket server) {
        this.server = server;
    }

    static Debugger listen() throws IOException {
        return new Debugger(new ServerSocket(0, 0, InetAddress.getByAddress(LOOPBACK)));
    }

    /** Has the Java programs of a command wait for this debugger. */
    void attachTo(ProcessBuilder command) {
        String agent =
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + server.getLocalPort();
        Map<String, String> environment = command.environment();
        String present = environment.get(OPTIONS);
        environment.put(OPTIONS, present == null ? agent : present + " " + agent);
    }

    /**
     * Lets a run go on to a point.
     *
     * @return true with the run suspended there; false if it ended before
     * @throws AssertionError if there is no such point
     */
    boolean runTo(KillPoint point, ChildRun run) throws IOException, InterruptedException {
        run.whenEnded(this::close);
        while (true) {
            VirtualMachine next = accept();
            if (next == null) {
                return false;
            }
            machine = next;
            PointWatch watch = new PointWatch(next, point);
            if (watch.await()) {
                return true;
            }
            progress = watch.progress();
        }
    }

    /** The next virtual machine of the run; null after its end. */
    private @Nullable VirtualMachine accept() throws IOException {
        Socket socket;
        try {
            socket = server.accept();
        } catch (SocketException closed) {
            return null;
        }
        try {
            return Bootstrap.virtualMachineManager().createVirtualMachine(DebugConnection.greet(socket));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Lets the run go on without this debugger. */
    void release() {
        VirtualMachine present = machine;
        if (present != null) {
            try {
                present.dispose();
            } catch (VMDisconnectedException ended) {
                // It goes nowhere any more.
            }
        }
    }

    /** How far the run came, for a message. */
    String progress() {
        return progress;
    }

    /** Stops listening. A run that is suspended stays so, and is to be killed. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
