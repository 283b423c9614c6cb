package io.memberport.sink.csv;

import io.memberport.encoding.file.TargetNames;
import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that takes the lock of its argument's target and gives it back, many times and in two threads, and says how
 * often it had it. As long as it has it, there is a file that no other process may find.
 */
final class LockContender {

    private static final int ATTEMPTS = 3000;

    private LockContender() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        TargetNames files = TargetNames.of(Path.of(arguments[0]));
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger clashes = new AtomicInteger();
        Thread other = new Thread(() -> contend(files, turns, clashes));
        other.start();
        contend(files, turns, clashes);
        other.join();
        System.out.println(turns.get() > 0 ? "had turns" : "had none");
        System.out.println(clashes.get() == 0 ? "was alone" : "met another " + clashes.get() + " times");
    }

    private static void contend(TargetNames files, AtomicInteger turns, AtomicInteger clashes) {
        Path mine = files.data().resolveSibling("mine");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (LockFile lock = files.claim()) {
                Files.createFile(mine);
                turns.incrementAndGet();
                Files.delete(mine);
                if (!lock.isHeld()) {
                    clashes.incrementAndGet();
                }
            } catch (MemberportException busy) {
                Thread.onSpinWait();
            } catch (IOException e) {
                clashes.incrementAndGet();
            }
        }
    }
}
