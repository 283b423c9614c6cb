package io.memberport.testdatabases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that starts a server, tells its traces, and waits to be killed. */
final class ServerOwner {

    private ServerOwner() {}

    public static void main(String[] arguments) throws IOException {
        DatabaseServer server = arguments[0].equals("postgres") ? PostgresServer.start() : MariaDbServer.start();
        System.out.println(Traces.of(server).line());
        System.in.read();
    }

    /** Its traces, after it has been killed. */
    static Traces startAndKill(String kind) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(List.of(java, "-cp", classes, ServerOwner.class.getName(), kind))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(UTF_8)) {
            return Traces.parse(output.readLine());
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
