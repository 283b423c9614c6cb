package io.memberport.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that starts a server and is killed, for tests of what becomes of the server. */
public final class ServerOwner {

    private ServerOwner() {}

    /**
     * What the program's main method does once it has started the server: it tells the remains, and waits to be killed.
     *
     * @throws UncheckedIOException if its input cannot be read
     */
    public static void awaitKill(ServerInstance server) {
        System.out.println(ServerRemains.of(server).line());
        try {
            while (System.in.read() >= 0) {
                // No process writes.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a program with this virtual machine's class path until its server has started, and kills it.
     *
     * @param program its main method ends with {@link #awaitKill}
     * @return the server's remains
     */
    public static ServerRemains startAndKill(Class<?> program, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(UTF_8)) {
            return ServerRemains.parse(output.readLine());
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
