package io.memberport.testing.store;

import io.memberport.testing.process.BuiltFiles;
import io.memberport.testing.process.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** S3Proxy as it is run here: on files, each bucket a directory. */
record ObjectStoreProgram(Path directory, Path jar) implements ServerProgram {

    /** All but the port, which can become another one. */
    private static final String SETTINGS = """
            s3proxy.authorization=aws-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """;

    /** Failures, and one line more: that of the web server when it listens. */
    private static final String LOGGING = """
            <configuration>
              <appender name="log" class="ch.qos.logback.core.ConsoleAppender">
                <encoder>
                  <pattern>%level %logger{0}: %msg%n</pattern>
                </encoder>
              </appender>
              <logger name="org.gaul.shaded.org.eclipse.jetty.server.Server" level="INFO"/>
              <root level="WARN">
                <appender-ref ref="log"/>
              </root>
            </configuration>
            """;

    static ObjectStoreProgram create(Path directory, String accessKey, String secretKey) throws IOException {
        Path jar = new BuiltFiles(ObjectStoreProgram.class, "server.properties").file("jar");
        ObjectStoreProgram program = new ObjectStoreProgram(directory, jar);
        Files.createDirectory(buckets(directory));
        Files.createDirectory(program.temporary());
        Files.writeString(program.settings(), SETTINGS.formatted(accessKey, secretKey, buckets(directory)));
        Files.writeString(program.logging(), LOGGING);
        return program;
    }

    /** Where the buckets are. */
    static Path buckets(Path directory) {
        return directory.resolve("buckets");
    }

    @Override
    public List<String> command(int port, List<String> options) {
        return List.of(
                // Keys become names of files, which the virtual machine encodes as the locale does.
                "env",
                "LC_ALL=C.UTF-8",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It starts in half the time, and none runs long enough to win that back.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                // They would be left outside its directory.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary(),
                "-Dlogback.configurationFile=" + logging(),
                "-Ds3proxy.endpoint=http://127.0.0.1:" + port,
                "-cp",
                jar.toString(),
                "org.gaul.s3proxy.Main",
                "--properties",
                settings().toString());
    }

    @Override
    public String readySign() {
        return "INFO Server: Started";
    }

    @Override
    public String portTakenSign() {
        return "Failed to bind";
    }

    private Path settings() {
        return directory.resolve("s3proxy.properties");
    }

    private Path logging() {
        return directory.resolve("logback.xml");
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }
}
