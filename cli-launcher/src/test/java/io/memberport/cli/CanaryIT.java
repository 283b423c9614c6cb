package io.memberport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the whole program as a process, as talkative as it gets, to success and to every failure, with secrets and members'
 * values that all have the same word in them, and looks for that word wherever it should not be.
 */
class CanaryIT {

    /** More than there are cores, for some of the runs wait. */
    private static final int LANES = 5;

    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        lanes.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> showsNoCanary() throws IOException {
        List<DynamicTest> tests = CanaryScenarios.all(directory).stream()
                .map(scenario -> {
                    Future<?> run = lanes.submit(() -> run(scenario));
                    return DynamicTest.dynamicTest(scenario.toString(), () -> await(run));
                })
                .toList();
        return tests.stream();
    }

    private Void run(CanaryScenario scenario) throws IOException, InterruptedException {
        new CanaryRun(scenario, Files.createTempDirectory(directory, "run-")).check();
        return null;
    }

    private static void await(Future<?> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
