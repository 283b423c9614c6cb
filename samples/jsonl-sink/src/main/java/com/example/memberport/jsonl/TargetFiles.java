package com.example.memberport.jsonl;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * The files of one target. All names follow from the target's, so that each run finds what one before it left behind.
 *
 * @param data what readers open
 * @param commit what was committed, beside it
 * @param newData becomes {@code data}
 * @param newCommit becomes {@code commit}
 * @param lock stays there; holding it is what counts
 */
record TargetFiles(Path data, Path commit, Path newData, Path newCommit, Path lock) {

    static TargetFiles of(Path target) {
        Path data = target.toAbsolutePath().normalize();
        String name = String.valueOf(data.getFileName());
        return new TargetFiles(
                data,
                data.resolveSibling(name + ".commit"),
                data.resolveSibling("." + name + ".new"),
                data.resolveSibling("." + name + ".commit.new"),
                data.resolveSibling("." + name + ".lock"));
    }

    /**
     * A failure to do something with the target.
     *
     * @param what completes "Cannot ...": "write", for example
     */
    MemberportException failed(String what, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while writing " + data + "; it is as it was before.");
        }
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot " + what + " " + data + " (" + cause.getMessage() + "). See to that, then run again.",
                cause);
    }
}
