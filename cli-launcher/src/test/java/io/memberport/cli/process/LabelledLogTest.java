package io.memberport.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LabelledLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LabelledLog log = new LabelledLog(out);

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void putsTheJobOfAThreadAndOfThoseThatItStartsBeforeItsLines() {
        Thread worker = JobContext.in("acme", () -> {
            log.println("[DEBUG] Sink - a detail");
            return new Thread(() -> log.println("memberport: a warning"));
        });
        worker.start();
        join(worker);

        assertEquals("[acme] [DEBUG] Sink - a detail\nmemberport: [acme] a warning\n", printed());
    }

    @Test
    void leavesLinesOfNoJobAsTheyAre() {
        log.println("memberport: a warning");
        log.println("[DEBUG] Sink - a detail");

        assertEquals("memberport: a warning\n[DEBUG] Sink - a detail\n", printed());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
