package io.memberport.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link CheapServer} that runs until this is closed. */
record RunningServer(Process process, URI url) implements AutoCloseable {

    static RunningServer start(Path file, URI api) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Launcher.java(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheapServer.class.getName(),
                        file.toString(),
                        api.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
        String port = said.readLine();
        if (port == null) {
            throw new IllegalStateException("the server did not start");
        }
        return new RunningServer(process, URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
