package io.memberport.cli.settings;

import io.memberport.cli.file.TextFile;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The files that secrets are in. A pipe can be read only once, and the secret in it may be for several jobs and targets, so what came
 * of it is kept; a regular file is read each time, because another program may renew it. Safe for use by several threads.
 */
final class SecretFiles {

    private final Map<Path, Supplier<String>> pipes = new HashMap<>();

    /** The text of a file; see {@link TextFile#read(Path, String)}. Threads that need a pipe wait for the first of them. */
    String text(Path file, String subject) {
        return Files.isRegularFile(file) ? TextFile.read(file, subject) : textOfPipe(file, subject);
    }

    private synchronized String textOfPipe(Path pipe, String subject) {
        return pipes.computeIfAbsent(pipe, unread -> outcome(unread, subject)).get();
    }

    private static Supplier<String> outcome(Path pipe, String subject) {
        try {
            String text = TextFile.read(pipe, subject);
            return () -> text;
        } catch (MemberportException unreadable) {
            return () -> {
                throw unreadable;
            };
        }
    }
}
