package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void refusesAStartInTheFuture() {
        CommandLineRun run = connected();

        assertEquals(2, run.run("export", "--to", "a.csv", "--since", "2999-01-01T00:00:00Z"));
        assertTrue(run.err().contains("--since is in the future, so no export was started."), run.err());
        assertTrue(run.err().contains("Give an instant that has passed."), run.err());
    }

    @Test
    void refusesAFileOfAuthoritiesThatDoesNotExist() {
        CommandLineRun run = connected();

        assertEquals(2, run.run("status", "b", "--ca-file", "missing.pem"));
        assertTrue(run.err().contains("missing.pem does not exist. Check the path."), run.err());
    }

    @Test
    void showsTheProxyWithoutItsCredentials() {
        CommandLineRun run = connected().with("HTTPS_PROXY", "http://user:canary@127.0.0.1:1");

        run.run("doctor", "--to", "a.csv");

        assertTrue(
                run.out().replaceAll("\\s+", " ").contains("over the proxy 127.0.0.1:1, which HTTPS_PROXY names."),
                run.out());
        assertFalse((run.out() + run.err()).contains("canary"), run.out());
    }

    private CommandLineRun connected() {
        return new CommandLineRun(directory)
                .with("MEMBERPORT_API_URL", "https://api.example.test")
                .with("MEMBERPORT_COMMUNITY", "c")
                .with("MEMBERPORT_CLIENT_ID", "id")
                .with("MEMBERPORT_CLIENT_SECRET", "secret");
    }
}
