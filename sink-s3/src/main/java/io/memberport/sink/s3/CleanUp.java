package io.memberport.sink.s3;

import io.memberport.error.MemberportException;
import org.jspecify.annotations.Nullable;

/** Steps of which each is taken, whatever became of those before it. */
final class CleanUp {

    private @Nullable MemberportException first;

    void step(Runnable step) {
        try {
            step.run();
        } catch (MemberportException failed) {
            if (first == null) {
                first = failed;
            } else if (first != failed) {
                first.addSuppressed(failed);
            }
        }
    }

    /** Throws the first failure, with the others suppressed. */
    void end() {
        MemberportException failed = first;
        if (failed != null) {
            throw failed;
        }
    }
}
